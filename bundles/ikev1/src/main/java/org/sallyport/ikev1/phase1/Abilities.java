// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.VendorId;
import org.sallyport.ikev1.message.VendorIdPayload;
import org.sallyport.ikev1.settings.Options;

/**
 * What a peer says that it can do, by its vendor identifiers.
 *
 * @param dpd answers R-U-THERE (RFC 3706)
 * @param fragments takes long messages in pieces
 * @param nat how it looks for NATs; empty if it or this side does not
 */
public record Abilities(boolean dpd, boolean fragments, Optional<NatVersion> nat) {
    /** Before it has spoken. */
    public static final Abilities UNKNOWN = new Abilities(false, false, Optional.empty());

    /** Ways to look for NATs, the best first. */
    public enum NatVersion {
        RFC_3947(VendorId.NAT_T, false),
        DRAFT_03(VendorId.NAT_T_DRAFT_03, true),
        DRAFT_02_N(VendorId.NAT_T_DRAFT_02_N, true),
        DRAFT_02(VendorId.NAT_T_DRAFT_02, true);

        private final VendorId vendor;
        private final boolean draft;

        NatVersion(VendorId vendor, boolean draft) {
            this.vendor = vendor;
            this.draft = draft;
        }

        /** Whether payloads and encapsulations have the numbers of the drafts. */
        public boolean isDraft() {
            return draft;
        }
    }

    /** What more messages of the peer add. */
    Abilities and(Message message, Options options) {
        Optional<NatVersion> found = nat;
        for (NatVersion version : NatVersion.values()) {
            if (found.isEmpty() && options.natTraversal().isPresent() && message.has(version.vendor)) {
                found = Optional.of(version);
            }
        }
        return new Abilities(dpd || message.has(VendorId.DPD), fragments || message.has(VendorId.FRAGMENTATION), found);
    }

    /** What an initiator says of itself. */
    static List<Payload> offered(Options options) {
        List<Payload> vendors = new ArrayList<>();
        if (options.natTraversal().isPresent()) {
            for (NatVersion version : NatVersion.values()) {
                vendors.add(new VendorIdPayload(version.vendor));
            }
        }
        vendors.addAll(own());
        return vendors;
    }

    /** What a responder says of itself: of the ways to look for NATs the one that both know (RFC 3947, 3.1). */
    List<Payload> answered() {
        List<Payload> vendors = new ArrayList<>();
        nat.ifPresent(version -> vendors.add(new VendorIdPayload(version.vendor)));
        vendors.addAll(own());
        return vendors;
    }

    private static List<Payload> own() {
        return List.of(new VendorIdPayload(VendorId.DPD), new VendorIdPayload(VendorId.FRAGMENTATION));
    }
}
