// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

/**
 * The names and numbers by which everything of ours in the kernel is known, also to a later process and to the script {@code
 * sallyport-release}, which repeats them.
 */
final class Numbers {
    /** The nftables table, in family {@code inet}. */
    static final String NFT_TABLE = "sallyport";

    /** Mark of packets that the gateway itself sends. */
    static final int OWN_MARK = 0x5A110001;

    /** Mark of packets that policy claims. */
    static final int CLAIM_MARK = 0x5A110002;

    /** Routing table of claimed packets. */
    static final int ROUTE_TABLE = 5011;

    /** Preference of the rule that sends claimed packets to that table: behind "local", before "main". */
    static final int RULE_PREFERENCE = 5011;

    /** Metric of the blackhole that takes claimed packets while there is no TUN. */
    static final int BLACKHOLE_METRIC = 4096;

    /** Who made a route or an address (rtnetlink's "protocol"). */
    static final int PROTOCOL = 83;

    /** Group that the rules log a few dropped packets to. */
    static final int LOG_GROUP = 5011;

    private Numbers() {}
}
