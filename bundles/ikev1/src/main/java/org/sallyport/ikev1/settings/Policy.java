// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.settings;

import org.sallyport.ikev1.proposal.Phase1Suite;

/** A protection suite: {@code isakmp policy PRIO}, or the default one, which has no lines. */
public record Policy(int priority, Phase1Suite suite) {
    /** The priority of the default suite: behind all others. */
    public static final int DEFAULT = 65_535;

    /** The words that begin its lines. */
    public String lines() {
        return priority == DEFAULT ? "the default protection suite" : "isakmp policy " + priority;
    }
}
