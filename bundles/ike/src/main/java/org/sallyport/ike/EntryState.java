// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ike;

import java.util.Optional;
import org.sallyport.packet.Ipv4Address;

/**
 * What becomes of an entry: whether its tunnel is up, and if not, why, and when it is tried again.
 *
 * @param entry the words that begin its lines
 * @param peer whom it talks to, or would try next; empty for a dynamic entry
 * @param lastEnd why its last SA or attempt ended, in words; empty if nothing has ended yet
 * @param nextTrySeconds until the next attempt; empty if none is due: it waits for a packet, or needs none
 */
public record EntryState(
        String entry,
        Intent intent,
        Stage stage,
        Optional<Ipv4Address> peer,
        String lastEnd,
        Optional<Long> nextTrySeconds) {
    /** What an entry is for. */
    public enum Intent {
        ON_TRAFFIC,
        KEEP_UP,
        RESPOND_ONLY
    }

    /** How far it is. */
    public enum Stage {
        IDLE,
        PHASE_1,
        PHASE_2,
        UP,
        WAITING
    }
}
