// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.DeletePayload;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.PayloadType;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.ikev1.message.VendorId;
import org.sallyport.ikev1.message.VendorIdPayload;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.phase2.Wish;
import org.sallyport.ikev1.proposal.Phase1Offer;
import org.sallyport.ikev1.proposal.Phase2Offer;
import org.sallyport.ipsec.Lifetime;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SaText;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/** What {@code debug crypto isakmp} and {@code debug crypto ipsec} show, in a PIX's words. Pure functions; no key is in it. */
final class Transcript {
    private static final int TYPE_HOST = 1;
    private static final int TYPE_SUBNET = 4;
    private static final int HOST = 32;

    private Transcript() {}

    /** Level 1 of a message that came. @param sa the number of its ISAKMP SA */
    static List<String> message(long sa, Path path, Message message) {
        Exchange exchange = message.header().exchange();
        List<String> lines = new ArrayList<>();
        lines.add("crypto_isakmp_process_block:src:%s, dest:%s spt:%d dpt:%d"
                .formatted(path.remote(), path.local(), path.remotePort(), path.localPort()));
        lines.add(name(exchange) + " exchange");
        String id = Integer.toUnsignedString(message.header().messageId());
        for (Payload payload : message.payloads()) {
            lines.add("ISAKMP (" + sa + "): processing " + name(payload)
                    + (payload instanceof VendorIdPayload ? "" : ". message ID = " + id));
            if (payload instanceof SaPayload offer) {
                lines.addAll(exchange.isPhase1() ? phase1(offer) : phase2(offer));
            }
        }
        return lines;
    }

    private static String name(Exchange exchange) {
        return switch (exchange) {
            case MAIN -> "OAK_MM";
            case AGGRESSIVE -> "OAK_AG";
            case QUICK -> "OAK_QM";
            default -> "ISAKMP_" + exchange.name();
        };
    }

    private static String name(Payload payload) {
        return switch (payload.type()) {
            case SA, ID, HASH, NOTIFY, DELETE, NONCE -> payload.type().name() + " payload";
            case KEY_EXCHANGE -> "KE payload";
            case VENDOR_ID -> "vendor id payload";
            default -> payload.type().toString().toUpperCase(Locale.ROOT) + " payload";
        };
    }

    private static List<String> phase1(SaPayload offer) {
        try {
            var read = Phase1Offer.read(offer);
            return read.suites().stream()
                    .map(suite -> "ISAKMP: transform " + suite.transform().number() + ": " + suite)
                    .toList();
        } catch (PeerException e) {
            return List.of("ISAKMP: " + e.detail());
        }
    }

    private static List<String> phase2(SaPayload offer) {
        try {
            return Phase2Offer.read(offer).choices().stream()
                    .flatMap(choice -> choice.parts().stream()
                            .flatMap(part -> part.suites().stream()
                                    .map(suite -> "ISAKMP: proposal " + choice.number() + ", " + part.protocol()
                                            + ", transform " + suite.transform().number() + ": " + suite)))
                    .toList();
        } catch (PeerException e) {
            return List.of("ISAKMP: " + e.detail());
        }
    }

    /** Level 2 of it: what else its payloads say. */
    static List<String> payloads(Message message) {
        List<String> lines = new ArrayList<>();
        for (Payload payload : message.payloads()) {
            if (payload instanceof IdPayload id) {
                lines.add("ISAKMP: identity " + id.words());
            } else if (payload instanceof NotifyPayload notify) {
                lines.add("ISAKMP: notification " + notify.notifyType()
                        + notify.known().map(Notify::toString).map(" "::concat).orElse(""));
            } else if (payload instanceof DeletePayload delete) {
                lines.add("ISAKMP: deleted by the peer: " + delete.protocol() + " "
                        + delete.spis().stream().map(Transcript::hex).collect(Collectors.joining(" ")));
            } else if (payload instanceof VendorIdPayload vendor) {
                lines.add("ISAKMP: vendor id "
                        + vendor.known().map(VendorId::name).orElseGet(() -> hex(vendor.value())));
            } else if (payload.type() != PayloadType.HASH) {
                lines.add("ISAKMP: " + name(payload) + " of " + payload.body().length() + " bytes");
            }
        }
        return lines;
    }

    private static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.toArray());
    }

    /** An SA is to be negotiated. */
    static List<String> request(Path path, Wish wish) {
        return wish.entry().suites().stream()
                .flatMap(suite -> suite.protocols().stream()
                        .flatMap(protocol -> keyEngine(
                                "sa_request",
                                protocol.number(),
                                path.local(),
                                path.remote(),
                                wish.selector(),
                                "transform-set= " + suite.name(),
                                wish.entry().terms().seconds(),
                                wish.entry().terms().kilobytes(),
                                "spi= 0x0(0), conn_id= 0, keysize= 0")
                                .stream()))
                .toList();
    }

    /** SAs are put to use, all of one direction. */
    static List<String> installed(List<SaParameters> halves, Algorithms algorithms) {
        return halves.stream()
                .flatMap(sa -> {
                    boolean inbound = sa.id().destination().equals(sa.local());
                    Lifetime life = sa.options().lifetime();
                    return keyEngine(
                            "initialize_sas",
                            sa.id().protocol(),
                            inbound ? sa.remote() : sa.local(),
                            inbound ? sa.local() : sa.remote(),
                            sa.selector(),
                            "transform= " + algorithms.keywords(sa),
                            life.hardSeconds(),
                            life.hardKilobytes(),
                            "spi= %s, conn_id= %d, keysize= 0"
                                    .formatted(SaText.spi(sa.id().spi()), sa.connection()))
                            .stream();
                })
                .toList();
    }

    private static List<String> keyEngine(
            String what,
            int protocol,
            Ipv4Address source,
            Ipv4Address destination,
            TrafficSelector selector,
            String transform,
            long seconds,
            long kilobytes,
            String numbers) {
        return List.of(
                "IPSEC(" + what + "): ,",
                "  (key eng. msg.) src= " + source + ", dest= " + destination + ",",
                "    src_proxy= " + proxy(selector.source()) + ",",
                "    dest_proxy= " + proxy(selector.destination()) + ",",
                "    protocol= " + (protocol == IpProtocol.AH ? "AH" : "ESP") + ", " + transform + " ,",
                "    lifedur= " + seconds + "s and " + kilobytes + "kb,",
                "    " + numbers + ", flags= 0x4");
    }

    private static String proxy(Ipv4Prefix prefix) {
        return prefix.address() + "/" + prefix.mask() + "/0/0 (type="
                + (prefix.length() == HOST ? TYPE_HOST : TYPE_SUBNET) + ")";
    }
}
