// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.Optional;
import org.sallyport.ikev1.proposal.Phase1Suite;

/** What is installed of what phase 1 needs, now. Thread-safe. */
public interface Algorithms {
    /** Cipher and hash of a suite; empty if nobody serves one of them. */
    Optional<Cryptography> cryptography(Phase1Suite suite);

    /** Whether somebody serves a Diffie-Hellman group. */
    boolean hasGroup(int number);

    /** Why a suite cannot be used, in words; empty if it can. */
    default Optional<String> missing(Phase1Suite suite) {
        if (cryptography(suite).isEmpty()) {
            return Optional.of("a transform is missing");
        }
        return hasGroup(suite.group()) ? Optional.empty() : Optional.of("group " + suite.group() + " is missing");
    }
}
