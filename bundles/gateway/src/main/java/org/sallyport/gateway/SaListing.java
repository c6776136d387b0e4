// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.config.Arguments;
import org.sallyport.gateway.BoundMap.BoundFlow;
import org.sallyport.gateway.BoundMap.Keying;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundBundle;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaCounters;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaLife;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SaText;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.InstalledTransform;

/** What {@code show crypto ipsec sa} prints: a block a flow, its SAs below. */
final class SaListing {
    static final String GRAMMAR = "show crypto ipsec sa [{map <map:name>|address|identity}] [detail]";

    private static final int NO_PROTOCOL = -1; // compression, which nobody does

    private SaListing() {}

    static List<String> render(View view, Arguments arguments) {
        List<String> lines = new ArrayList<>();
        if (arguments.has("address")) {
            byAddress(lines, view);
            return lines;
        }
        Optional<String> only = arguments.find("map");
        Halves halves = Halves.of(view.associations());
        for (BoundMap map : view.maps()) {
            if (only.isEmpty() || only.get().equals(map.map())) {
                lines.add("");
                lines.add("interface: " + map.interfaceName());
                lines.add("    Crypto map tag: " + map.map() + ", local addr. "
                        + map.local().map(Ipv4Address::toString).orElse("none"));
                map.flows().forEach(flow -> flow(lines, view, map, halves.of(flow), arguments));
            }
        }
        return lines;
    }

    /** All SAs, by the destination of their packets, then by protocol. */
    private static void byAddress(List<String> lines, View view) {
        List<Half> all = Stream.concat(
                        view.associations().inbound().stream().map(Half::of),
                        view.associations().outbound().stream().map(Half::of))
                .sorted(Comparator.comparing(SaListing::destination, Integer::compareUnsigned)
                        .thenComparing(half -> half.parameters().id().protocol()))
                .toList();
        for (Half half : all) {
            SaId id = half.parameters().id();
            lines.add("");
            lines.add("dest address: " + id.destination());
            lines.add("   protocol: " + (id.protocol() == IpProtocol.AH ? "AH" : "ESP"));
            association(lines, view, all, half);
        }
    }

    private static Integer destination(Half half) {
        return half.parameters().id().destination().value();
    }

    private static void flow(List<String> lines, View view, BoundMap map, FlowSas sas, Arguments arguments) {
        BoundFlow flow = sas.flow();
        Flow name = flow.flow();
        List<InboundSa> inbound = sas.inbound();
        List<OutboundSa> outbound = sas.outbound();
        String peer = Stream.concat(
                        outbound.stream().map(sa -> sa.parameters().remote()),
                        inbound.stream().map(sa -> sa.parameters().remote()))
                .findFirst() // of several peers the one that has the SAs
                .or(flow::peer)
                .map(Ipv4Address::toString)
                .orElse("0.0.0.0");
        lines.add("");
        lines.add("   local  ident (addr/mask/prot/port): "
                + ident(flow.selector().source()));
        lines.add("   remote ident (addr/mask/prot/port): "
                + ident(flow.selector().destination()));
        lines.add("   current_peer: " + peer);
        lines.add("     PERMIT, flags={" + (Temporaries.isTemporary(name) ? "" : "origin_is_acl,") + "}");
        reason(flow.keying()).ifPresent(reason -> lines.add("     inactive: " + reason));
        counters(lines, inbound, outbound);
        var errors = SaErrors.of(inbound, outbound);
        long withoutSa = view.unprotected().getOrDefault(name, 0L);
        lines.addAll(arguments.has("detail") ? errors.lines(withoutSa) : errors.sums(withoutSa));
        lines.add("");
        lines.add("     local crypto endpt.: "
                + map.local().map(Ipv4Address::toString).orElse("none") + ", remote crypto endpt.: " + peer);
        int mtu = mtu(view, map);
        OutboundBundle bundle = view.associations().outbound(name);
        lines.add("     path mtu %d, ipsec overhead %d, media mtu %d"
                .formatted(
                        bundle == null ? mtu : bundle.last().pathMtu().outer(),
                        view.overheads().getOrDefault(name, 0),
                        mtu));
        lines.add("     current outbound spi: "
                + (bundle == null ? "0" : hex(bundle.first().parameters())));
        if (arguments.has("identity")) {
            return;
        }
        associations(lines, "inbound", view, inbound.stream().map(Half::of).toList());
        associations(lines, "outbound", view, outbound.stream().map(Half::of).toList());
    }

    private static Optional<String> reason(Keying keying) {
        if (keying instanceof Keying.Waiting waiting) {
            return Optional.of(waiting.reason());
        }
        return keying instanceof Keying.Incomplete incomplete ? Optional.of(incomplete.reason()) : Optional.empty();
    }

    private static void counters(List<String> lines, List<InboundSa> inbound, List<OutboundSa> outbound) {
        var sent = Carried.of(outbound.stream().map(Half::of).toList());
        var received = Carried.of(inbound.stream().map(Half::of).toList());
        lines.add("    #pkts encaps: %d, #pkts encrypt: %d, #pkts digest %d"
                .formatted(sent.packets(), sent.enciphered(), sent.authenticated()));
        lines.add("    #pkts decaps: %d, #pkts decrypt: %d, #pkts verify %d"
                .formatted(received.packets(), received.enciphered(), received.authenticated()));
    }

    /** An SA of either direction. */
    private record Half(SaParameters parameters, SaCounters counters, SaLife life) {
        static Half of(InboundSa sa) {
            return new Half(sa.parameters(), sa.counters(), sa.life());
        }

        static Half of(OutboundSa sa) {
            return new Half(sa.parameters(), sa.counters(), sa.life());
        }
    }

    /** The SAs of a flow. */
    private record FlowSas(BoundFlow flow, List<InboundSa> inbound, List<OutboundSa> outbound) {}

    /** All SAs by flow. */
    private record Halves(Map<Flow, List<InboundSa>> inbound, Map<Flow, List<OutboundSa>> outbound) {
        static Halves of(SadSnapshot associations) {
            return new Halves(
                    associations.inbound().stream()
                            .collect(Collectors.groupingBy(sa -> sa.parameters().flow())),
                    associations.outbound().stream()
                            .collect(Collectors.groupingBy(sa -> sa.parameters().flow())));
        }

        FlowSas of(BoundFlow flow) {
            return new FlowSas(
                    flow, inbound.getOrDefault(flow.flow(), List.of()), outbound.getOrDefault(flow.flow(), List.of()));
        }
    }

    /** Packets that passed the SAs of a flow; AH around ESP counts none of them twice. */
    private record Carried(long packets, long enciphered, long authenticated) {
        static Carried of(List<Half> halves) {
            long packets = 0;
            long enciphered = 0;
            long authenticated = 0;
            for (Half half : halves) {
                SaParameters sa = half.parameters();
                if (sa.nesting().carries().isEmpty()) {
                    long carried = half.counters().packets();
                    packets += carried;
                    enciphered += sa.algorithms().cipher().isPresent() ? carried : 0;
                    boolean safe = sa.algorithms().integrity().isPresent()
                            || sa.nesting().within().isPresent();
                    authenticated += safe ? carried : 0;
                }
            }
            return new Carried(packets, enciphered, authenticated);
        }
    }

    private static void associations(List<String> lines, String direction, View view, List<Half> all) {
        associations(lines, direction + " esp sas:", view, all, IpProtocol.ESP);
        associations(lines, direction + " ah sas:", view, all, IpProtocol.AH);
        associations(lines, direction + " pcp sas:", view, all, NO_PROTOCOL);
    }

    private static void associations(List<String> lines, String heading, View view, List<Half> all, int protocol) {
        lines.add("");
        lines.add("     " + heading);
        all.stream()
                .filter(half -> half.parameters().id().protocol() == protocol)
                .forEach(half -> association(lines, view, all, half));
        lines.add("");
    }

    private static void association(List<String> lines, View view, List<Half> all, Half half) {
        SaParameters sa = half.parameters();
        lines.add("      spi: " + SaText.spi(sa.id().spi()));
        lines.add("        transform: " + SaText.keywords(sa, view.transforms()) + " ,"
                + (isInstalled(view, sa) ? "" : " (not installed: packets are dropped)"));
        lines.add("        in use settings ={" + settings(all, sa) + ", }");
        lines.add("        slot: 0, conn id: " + sa.connection() + ", crypto map: "
                + sa.flow().map());
        lines.add("        " + timing(half.life(), view.nanos()));
        if (sa.id().protocol() == IpProtocol.ESP) {
            lines.add("        IV size: " + ivSize(view, sa) + " bytes");
        }
        lines.add("        replay detection support: " + (sa.antiReplay() ? "Y" : "N"));
        if (sa.options().extendedSequence()) {
            lines.add("        extended sequence numbers: Y");
        }
    }

    private static String timing(SaLife life, long now) {
        OptionalLong kilobytes = life.kilobytesLeft();
        OptionalLong seconds = life.secondsLeft(now);
        return kilobytes.isEmpty() && seconds.isEmpty()
                ? "no sa timing"
                : "sa timing: remaining key lifetime (k/sec): (%s/%s)".formatted(left(kilobytes), left(seconds));
    }

    private static String left(OptionalLong left) {
        return left.isPresent() ? Long.toString(left.getAsLong()) : "unlimited";
    }

    /** The mode of the flow; AH around ESP has it from the ESP that it carries. */
    private static String settings(List<Half> all, SaParameters sa) {
        Optional<SaId> carried = sa.nesting().carries();
        Mode mode = carried.isEmpty()
                ? sa.mode()
                : all.stream()
                        .map(Half::parameters)
                        .filter(other -> other.id().equals(carried.get()))
                        .findFirst()
                        .orElse(sa)
                        .mode();
        return (mode == Mode.TUNNEL ? "Tunnel" : "Transport") + (sa.ends().udp().isPresent() ? " UDP-Encaps" : "");
    }

    private static boolean isInstalled(View view, SaParameters sa) {
        return sa.algorithms().areServed(view.transforms());
    }

    private static int ivSize(View view, SaParameters sa) {
        return sa.algorithms()
                .cipher()
                .flatMap(view.transforms()::serving)
                .flatMap(InstalledTransform::cipherSpec)
                .map(CipherSpec::ivSize)
                .orElse(0);
    }

    private static int mtu(View view, BoundMap map) {
        return view.interfaces().stream()
                .filter(candidate -> candidate.name().equals(map.policy().interfaceName()))
                .findFirst()
                .map(HostInterface::mtu)
                .orElse(Sizes.LINK_MTU);
    }

    private static String ident(Ipv4Prefix prefix) {
        return "(" + prefix.address() + "/" + prefix.mask() + "/0/0)";
    }

    private static String hex(SaParameters sa) {
        return Integer.toHexString(sa.id().spi());
    }
}
