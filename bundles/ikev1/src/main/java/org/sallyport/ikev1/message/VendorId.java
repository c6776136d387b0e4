// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.Optional;

/** The vendor identifiers that change what is sent or accepted. */
public enum VendorId {
    /** Dead peer detection (RFC 3706, 5.1: the last two bytes are its version, 1.0). */
    DPD("afcad71368a1f1c96b8696fc77570100"),
    /** NAT traversal, RFC 3947, 3.1: MD5 of "RFC 3947". */
    NAT_T("4a131c81070358455c5728f20e95452f"),
    NAT_T_DRAFT_03("7d9419a65310ca6f2c179d9215529d56"),
    NAT_T_DRAFT_02("cd60464335df21f87cfdb2fc68b6a448"),
    /** As above, by an implementation that hashed the line's end too: the form that most peers send. */
    NAT_T_DRAFT_02_N("90cb80913ebb696e086381b5ec427b1f"),
    XAUTH("09002689dfd6b712"),
    UNITY("12f5f28c457168a9702d9fe274cc0100", "12f5f28c457168a9702d9fe274cc"),
    /** MD5 of "FRAGMENTATION"; four bytes may follow, which say in which exchanges. */
    FRAGMENTATION("4048b7d56ebce88525e7de7f00d6c2d380000000", "4048b7d56ebce88525e7de7f00d6c2d3");

    private final Bytes sent;
    private final Bytes start;

    VendorId(String digits) {
        this(digits, digits);
    }

    VendorId(String sent, String start) {
        this.sent = Bytes.ofHex(sent);
        this.start = Bytes.ofHex(start);
    }

    /** What this side sends. */
    public Bytes sent() {
        return sent;
    }

    public static Optional<VendorId> of(Bytes value) {
        for (VendorId known : values()) {
            if (known.start.equals(known.sent) ? value.equals(known.sent) : value.startsWith(known.start)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
