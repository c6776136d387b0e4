// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.Secret;

/** What has ever been installed and sent, by all gateways together: for what must never happen twice. */
final class Ledger {
    private record Spi(int protocol, int spi, String receiver) {}

    private final Map<Spi, SaParameters> received = new HashMap<>();
    private final Set<String> sendingKeys = new HashSet<>();
    private final Map<String, Set<Long>> sequences = new HashMap<>();

    /** @return what is wrong, or nothing */
    String inbound(String gateway, SaParameters sa) {
        SaParameters before =
                received.putIfAbsent(new Spi(sa.id().protocol(), sa.id().spi(), gateway), sa);
        return before == null ? "" : "SPI " + Integer.toHexString(sa.id().spi()) + " was used before at " + gateway;
    }

    String outbound(String peer, SaParameters sa, UnaryOperator<Ipv4Address> behindNat) {
        SaParameters other = received.get(new Spi(sa.id().protocol(), sa.id().spi(), peer));
        if (other == null) {
            return "sends under " + sa.id() + " before " + peer + " receives";
        }
        if (!other.keys().equals(sa.keys())) {
            return "keys differ under " + sa.id();
        }
        if (!behind(other.selector(), behindNat).equals(behind(sa.selector(), behindNat))) {
            return "selectors differ under " + sa.id() + ": " + other.selector() + " and " + sa.selector();
        }
        if (!other.algorithms().equals(sa.algorithms())
                || other.ends().mode() != sa.ends().mode()) {
            return "algorithms or modes differ under " + sa.id();
        }
        if (!other.options().lifetime().equals(sa.options().lifetime())) {
            return "lifetimes differ under " + sa.id() + ": " + other.options().lifetime() + " and "
                    + sa.options().lifetime();
        }
        return sendingKeys.add(text(sa.keys())) ? "" : "a key is used twice: " + sa.id();
    }

    /** A flow between gateways as the one that a NAT hides calls them both. */
    private static TrafficSelector behind(TrafficSelector flow, UnaryOperator<Ipv4Address> behindNat) {
        return new TrafficSelector(behind(flow.source(), behindNat), behind(flow.destination(), behindNat));
    }

    private static Ipv4Prefix behind(Ipv4Prefix end, UnaryOperator<Ipv4Address> behindNat) {
        return end.equals(Ipv4Prefix.host(end.address())) ? Ipv4Prefix.host(behindNat.apply(end.address())) : end;
    }

    /** @param keys the SA's, as {@link #text} has them */
    String sent(String keys, long sequence) {
        return sequences.computeIfAbsent(keys, none -> new HashSet<>()).add(sequence)
                ? ""
                : "sequence number " + sequence + " twice under a key";
    }

    static String text(SaKeys keys) {
        return text(keys.cipher()) + "/" + text(keys.integrity()) + "/";
    }

    private static String text(Secret secret) {
        return secret.use(bytes -> java.util.HexFormat.of().formatHex(bytes));
    }

    /** Forgets packets, and numbers of SAs that are no more: a day has so many that some come again. */
    void forget(Collection<SimGateway> gateways) {
        sequences.clear();
        Set<Spi> live = new HashSet<>();
        for (SimGateway gateway : gateways) {
            gateway.inbound.keySet().forEach(id -> live.add(new Spi(id.protocol(), id.spi(), gateway.name)));
        }
        received.keySet().retainAll(live);
    }

    /** How many keys were ever sent under. */
    int keys() {
        return sendingKeys.size();
    }
}
