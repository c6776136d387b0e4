// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.ikev1.message.VendorId;
import org.sallyport.ikev1.message.VendorIdPayload;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.phase2.Negotiated;
import org.sallyport.ikev1.phase2.Wish;
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
    private static final int BYTES_A_LINE = 16;

    private Transcript() {}

    /** Level 1 of a message that came. @param sa the number of its ISAKMP SA @param phase1 what becomes of an offer of phase 1 */
    static List<String> message(long sa, Path path, Message message, Function<SaPayload, List<String>> phase1) {
        Exchange exchange = message.header().exchange();
        List<String> lines = new ArrayList<>();
        lines.add(arrival(path));
        lines.add(name(exchange) + " exchange");
        String id = Integer.toUnsignedString(message.header().messageId());
        for (Payload payload : message.payloads()) {
            lines.add("ISAKMP (" + sa + "): processing " + name(payload)
                    + (payload instanceof VendorIdPayload ? "" : ". message ID = " + id));
            if (payload instanceof SaPayload offer) {
                lines.addAll(exchange.isPhase1() ? phase1.apply(offer) : OfferTranscript.phase2(offer));
            }
        }
        return lines;
    }

    /** That a message came. */
    static String arrival(Path path) {
        return "crypto_isakmp_process_block:src:%s, dest:%s spt:%d dpt:%d"
                .formatted(path.remote(), path.local(), path.remotePort(), path.localPort());
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

    /** Level 3: a datagram as it came, and so without a key. */
    static List<String> bytes(byte[] datagram) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < datagram.length; at += BYTES_A_LINE) {
            int end = Math.min(datagram.length, at + BYTES_A_LINE);
            lines.add("ISAKMP:   %04x  %s"
                    .formatted(at, HexFormat.ofDelimiter(" ").formatHex(datagram, at, end)));
        }
        return lines;
    }

    /** What a quick mode agrees on. */
    static List<String> accepted(List<SaParameters> inbound, Algorithms algorithms) {
        return IntStream.range(0, inbound.size())
                .boxed()
                .flatMap(part -> {
                    SaParameters sa = inbound.get(part);
                    return keyEngine(
                            "validate_proposal_request): proposal part #" + (part + 1) + ",",
                            sa.id().protocol(),
                            sa.remote(),
                            sa.local(),
                            sa.selector(),
                            "transform= " + algorithms.keywords(sa),
                            0,
                            0,
                            "spi= 0x0(0), conn_id= 0, keysize= 0")
                            .stream();
                })
                .toList();
    }

    /** SAs are to be negotiated: of each suite the SA of each protocol. */
    static List<List<String>> requests(Path path, Wish wish) {
        return wish.entry().suites().stream()
                .flatMap(suite -> suite.protocols().stream()
                        .map(protocol -> keyEngine(
                                "sa_request): ,",
                                protocol.number(),
                                path.local(),
                                path.remote(),
                                wish.selector(),
                                "transform-set= " + suite.name(),
                                wish.entry().terms().seconds(),
                                wish.entry().terms().kilobytes(),
                                "spi= 0x0(0), conn_id= 0, keysize= 0")))
                .toList();
    }

    /** The same as syslog says it. */
    static String oneLine(List<String> lines) {
        return "sa_request, " + lines.stream().skip(1).map(String::strip).collect(Collectors.joining(" "));
    }

    /** What quick mode has brought. */
    static List<String> created(String head, Negotiated negotiated) {
        List<String> lines = new ArrayList<>(List.of(head + "Creating IPSec SAs"));
        negotiated.inbound().forEach(sa -> created(lines, "inbound", sa.remote(), sa.local(), sa));
        negotiated.outbound().forEach(sa -> created(lines, "outbound", sa.local(), sa.remote(), sa));
        return lines;
    }

    private static void created(
            List<String> lines, String direction, Ipv4Address from, Ipv4Address to, SaParameters sa) {
        TrafficSelector selector = sa.selector();
        lines.add("        %s SA from %15s to %15s (proxy %15s to %15s)"
                .formatted(
                        direction,
                        from,
                        to,
                        selector.source().address(),
                        selector.destination().address()));
        lines.add("        has spi " + Integer.toUnsignedLong(sa.id().spi()) + " and flags 4");
        lines.add("        lifetime of " + sa.options().lifetime().hardSeconds() + " seconds");
        lines.add("        lifetime of " + sa.options().lifetime().hardKilobytes() + " kilobytes");
    }

    /** SAs are put to use, all of one direction. */
    static List<String> installed(List<SaParameters> halves, Algorithms algorithms) {
        return halves.stream()
                .flatMap(sa -> {
                    boolean inbound = sa.id().destination().equals(sa.local());
                    Lifetime life = sa.options().lifetime();
                    return keyEngine(
                            "initialize_sas): ,",
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
                "IPSEC(" + what,
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
