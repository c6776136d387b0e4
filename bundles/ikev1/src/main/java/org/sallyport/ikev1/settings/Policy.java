// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.settings;

import java.util.Optional;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.transform.Obstacle;

/**
 * A protection suite: {@code isakmp policy PRIO}, or the default one, which has no lines.
 *
 * @param suite with 0 where a transform's number is not known, since it is not installed
 * @param lacking which transform that is; empty if it is whole
 */
public record Policy(int priority, Phase1Suite suite, Optional<Obstacle> lacking) {
    /** The priority of the default suite: behind all others. */
    public static final int DEFAULT = 65_535;

    /** One that lacks nothing. */
    public Policy(int priority, Phase1Suite suite) {
        this(priority, suite, Optional.empty());
    }

    /** The same, that cannot be used. */
    public Policy lacking(Obstacle why) {
        return new Policy(priority, suite, Optional.of(why));
    }

    /** The words that begin its lines. */
    public String lines() {
        return priority == DEFAULT ? "the default protection suite" : "isakmp policy " + priority;
    }
}
