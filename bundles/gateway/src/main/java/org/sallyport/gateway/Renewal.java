// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.function.Predicate;
import org.sallyport.ipsec.Flow;

/** A wish to have the SAs of some flows made anew with a change of the configuration. Each equals only itself. */
final class Renewal {
    private final Predicate<Flow> flows;

    Renewal(Predicate<Flow> flows) {
        this.flows = flows;
    }

    Predicate<Flow> flows() {
        return flows;
    }
}
