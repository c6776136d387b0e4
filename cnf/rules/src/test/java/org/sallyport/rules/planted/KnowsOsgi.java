// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules.planted;

import org.osgi.framework.BundleContext;

/** No component, yet it asks OSGi. */
public final class KnowsOsgi {
    public long id(Object context) {
        return ((BundleContext) context).getBundle().getBundleId();
    }
}
