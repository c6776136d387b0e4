// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;

/**
 * An SA's place where one packet passes two: AH around ESP. Each of the two knows the other, so that neither accepts a
 * packet that the other did not see (RFC 4301, 5.2).
 *
 * @param within the SA around this one
 * @param carries the SA inside this one
 */
public record SaNesting(Optional<SaId> within, Optional<SaId> carries) {
    /** One packet, one SA. */
    public static final SaNesting NONE = new SaNesting(Optional.empty(), Optional.empty());
}
