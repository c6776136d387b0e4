// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import org.sallyport.gateway.BoundMap.BoundFlow;
import org.sallyport.packet.Ipv4Address;

/** What {@code show crypto map} prints of a temporary entry: the flow of a peer, behind the entry that allowed it. */
final class TemporaryListing {
    private TemporaryListing() {}

    static void render(List<String> lines, View view, CryptoMapEntry allowedBy, BoundFlow temporary) {
        String peer = temporary.peer().map(Ipv4Address::toString).orElse("0.0.0.0");
        var elements = temporary.selector();
        lines.add("");
        lines.add("Crypto Map \"%s\" %d ipsec-isakmp"
                .formatted(temporary.flow().map(), temporary.flow().sequence()));
        lines.add("        Peer = " + peer);
        lines.add("        permit ip %s %s %s %s (hitcnt=%d)"
                .formatted(
                        elements.source().address(),
                        elements.source().mask(),
                        elements.destination().address(),
                        elements.destination().mask(),
                        view.hits().getOrDefault(temporary.flow(), 0L)));
        lines.add(allowedBy
                .template()
                .map(template -> "        dynamic (created from dynamic map " + template + ")")
                .orElse("        temporary (a part of this entry's flows, as the peer asked)"));
        lines.add("        Current peer: " + peer);
    }
}
