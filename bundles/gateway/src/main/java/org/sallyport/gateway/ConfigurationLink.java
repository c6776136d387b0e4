// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sallyport.config.RunningConfiguration;
import org.sallyport.config.StartupConfiguration;
import org.sallyport.runtime.Threads;
import org.sallyport.transform.TransformRegistry;

/**
 * What the gateway wants of the configuration's store. A component of its own: the store asks the gateway for its commands, and
 * two components that need each other never start.
 */
@Component(
        immediate = true,
        service = {})
public final class ConfigurationLink {
    private final TransformRegistry registry;
    private final Runnable transformsChanged;

    @Activate
    public ConfigurationLink(
            @Reference GatewayComponent gateway,
            @Reference RunningConfiguration running,
            @Reference StartupConfiguration startup,
            @Reference TransformRegistry registry,
            @Reference Threads threads) {
        this.registry = registry;
        transformsChanged = () -> threads.run("sallyport-reevaluate", () -> {
            running.reevaluate();
            gateway.transformsChanged();
        });
        registry.listen(transformsChanged);
        gateway.started(startup::state);
        transformsChanged.run();
    }

    @Deactivate
    void deactivate() {
        registry.forget(transformsChanged);
    }
}
