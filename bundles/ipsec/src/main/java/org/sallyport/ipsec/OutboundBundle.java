// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.jspecify.annotations.Nullable;

/**
 * The SAs that one packet passes on its way out.
 *
 * @param first seals the packet
 * @param around seals what the first one made; null if there is none
 */
public record OutboundBundle(OutboundSa first, @Nullable OutboundSa around) {
    /** The SA whose packet travels. */
    public OutboundSa last() {
        return around == null ? first : around;
    }
}
