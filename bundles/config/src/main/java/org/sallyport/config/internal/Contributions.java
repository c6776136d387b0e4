// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sallyport.config.CommandSet;
import org.sallyport.config.ConfigurationListener;

/**
 * Hands contributors to the store as they come and go. A component of its own: contributors use the store, and a store that
 * waited for them while they wait for it would lose one.
 */
@Component(
        immediate = true,
        service = {})
public final class Contributions {
    private final Store store;

    @Activate
    public Contributions(@Reference ConfigComponent component) {
        store = component.store();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, name = "a.commands")
    void addCommands(CommandSet set) {
        store.add(set);
    }

    void removeCommands(CommandSet set) {
        store.remove(set);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, name = "b.listeners")
    void addListener(ConfigurationListener listener) {
        store.add(listener);
    }

    void removeListener(ConfigurationListener listener) {
        store.remove(listener);
    }
}
