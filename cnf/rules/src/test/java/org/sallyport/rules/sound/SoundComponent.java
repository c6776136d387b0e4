// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules.sound;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** A component, which may know OSGi, and so may what is nested in it. */
@Component(service = SoundComponent.class)
public final class SoundComponent {
    private final Nested nested;

    @Activate
    public SoundComponent(BundleContext context) {
        nested = new Nested(context);
    }

    @Override
    public String toString() {
        return nested.toString();
    }

    public record Nested(BundleContext context) {}
}
