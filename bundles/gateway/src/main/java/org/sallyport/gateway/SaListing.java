// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SaText;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.CipherTransform;

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
        for (BoundMap map : view.maps()) {
            if (only.isEmpty() || only.get().equals(map.map())) {
                lines.add("");
                lines.add("interface: " + map.interfaceName());
                lines.add("    Crypto map tag: " + map.map() + ", local addr. "
                        + map.local().map(Ipv4Address::toString).orElse("none"));
                map.flows().forEach(flow -> flow(lines, view, map, flow, arguments));
            }
        }
        return lines;
    }

    /** All SAs, by the destination of their packets, then by protocol. */
    private static void byAddress(List<String> lines, View view) {
        List<SaParameters> all = Stream.concat(
                        view.associations().inbound().stream().map(InboundSa::parameters),
                        view.associations().outbound().stream().map(OutboundSa::parameters))
                .sorted(Comparator.comparing(SaListing::destination, Integer::compareUnsigned)
                        .thenComparing(sa -> sa.id().protocol()))
                .toList();
        for (SaParameters sa : all) {
            lines.add("");
            lines.add("dest address: " + sa.id().destination());
            lines.add("   protocol: " + (sa.id().protocol() == IpProtocol.AH ? "AH" : "ESP"));
            association(lines, view, all, sa);
        }
    }

    private static Integer destination(SaParameters sa) {
        return sa.id().destination().value();
    }

    private static void flow(List<String> lines, View view, BoundMap map, BoundFlow flow, Arguments arguments) {
        Flow name = flow.flow();
        List<InboundSa> inbound = view.associations().inbound().stream()
                .filter(sa -> sa.parameters().flow().equals(name))
                .toList();
        List<OutboundSa> outbound = view.associations().outbound().stream()
                .filter(sa -> sa.parameters().flow().equals(name))
                .toList();
        String peer = flow.peer().map(Ipv4Address::toString).orElse("0.0.0.0");
        lines.add("");
        lines.add("   local  ident (addr/mask/prot/port): "
                + ident(flow.selector().source()));
        lines.add("   remote ident (addr/mask/prot/port): "
                + ident(flow.selector().destination()));
        lines.add("   current_peer: " + peer);
        lines.add("     PERMIT, flags={origin_is_acl,}");
        reason(flow.keying()).ifPresent(reason -> lines.add("     inactive: " + reason));
        counters(lines, inbound, outbound);
        if (arguments.has("detail")) {
            lines.addAll(SaErrors.of(inbound, outbound).lines(view.unprotected().getOrDefault(name, 0L)));
        } else {
            errors(lines, inbound, outbound);
        }
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
                + outbound.stream().findFirst().map(sa -> hex(sa.parameters())).orElse("0"));
        if (arguments.has("identity")) {
            return;
        }
        associations(
                lines,
                "inbound",
                view,
                inbound.stream().map(InboundSa::parameters).toList());
        associations(
                lines,
                "outbound",
                view,
                outbound.stream().map(OutboundSa::parameters).toList());
    }

    private static Optional<String> reason(Keying keying) {
        if (keying instanceof Keying.Waiting waiting) {
            return Optional.of(waiting.reason());
        }
        return keying instanceof Keying.Incomplete incomplete ? Optional.of(incomplete.reason()) : Optional.empty();
    }

    private static void counters(List<String> lines, List<InboundSa> inbound, List<OutboundSa> outbound) {
        var sent = Carried.of(outbound.stream()
                .map(sa -> new Half(sa.parameters(), sa.counters()))
                .toList());
        var received = Carried.of(inbound.stream()
                .map(sa -> new Half(sa.parameters(), sa.counters()))
                .toList());
        lines.add("    #pkts encaps: %d, #pkts encrypt: %d, #pkts digest %d"
                .formatted(sent.packets(), sent.enciphered(), sent.authenticated()));
        lines.add("    #pkts decaps: %d, #pkts decrypt: %d, #pkts verify %d"
                .formatted(received.packets(), received.enciphered(), received.authenticated()));
    }

    private static void errors(List<String> lines, List<InboundSa> inbound, List<OutboundSa> outbound) {
        long sendErrors =
                outbound.stream().mapToLong(sa -> sa.counters().errors()).sum();
        long receiveErrors =
                inbound.stream().mapToLong(sa -> sa.counters().errors()).sum();
        lines.add("    #send errors %d, #recv errors %d".formatted(sendErrors, receiveErrors));
    }

    private record Half(SaParameters parameters, SaCounters counters) {}

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

    private static void associations(List<String> lines, String direction, View view, List<SaParameters> all) {
        associations(lines, direction + " esp sas:", view, all, IpProtocol.ESP);
        associations(lines, direction + " ah sas:", view, all, IpProtocol.AH);
        associations(lines, direction + " pcp sas:", view, all, NO_PROTOCOL);
    }

    private static void associations(
            List<String> lines, String heading, View view, List<SaParameters> all, int protocol) {
        lines.add("");
        lines.add("     " + heading);
        all.stream().filter(sa -> sa.id().protocol() == protocol).forEach(sa -> association(lines, view, all, sa));
        lines.add("");
    }

    private static void association(List<String> lines, View view, List<SaParameters> all, SaParameters sa) {
        lines.add("      spi: " + SaText.spi(sa.id().spi()));
        lines.add("        transform: " + SaText.keywords(sa, view.transforms()) + " ,"
                + (isInstalled(view, sa) ? "" : " (not installed: packets are dropped)"));
        lines.add("        in use settings ={" + settings(all, sa) + ", }");
        lines.add("        slot: 0, conn id: " + sa.connection() + ", crypto map: "
                + sa.flow().map());
        lines.add("        no sa timing");
        if (sa.id().protocol() == IpProtocol.ESP) {
            lines.add("        IV size: " + ivSize(view, sa) + " bytes");
        }
        lines.add("        replay detection support: N");
    }

    /** The mode of the flow; AH around ESP has it from the ESP that it carries. */
    private static String settings(List<SaParameters> all, SaParameters sa) {
        Mode mode = all.stream()
                .filter(other ->
                        sa.nesting().carries().filter(other.id()::equals).isPresent())
                .findFirst()
                .orElse(sa)
                .mode();
        return (mode == Mode.TUNNEL ? "Tunnel" : "Transport") + (sa.ends().udp().isPresent() ? " UDP-Encaps" : "");
    }

    private static boolean isInstalled(View view, SaParameters sa) {
        return algorithms(sa)
                .allMatch(algorithm -> view.transforms().serving(algorithm).isPresent());
    }

    private static Stream<AlgorithmId> algorithms(SaParameters sa) {
        return Stream.concat(sa.algorithms().cipher().stream(), sa.algorithms().integrity().stream());
    }

    private static int ivSize(View view, SaParameters sa) {
        return sa.algorithms()
                .cipher()
                .flatMap(view.transforms()::serving)
                .map(entry -> entry.transform() instanceof CipherTransform cipher
                        ? cipher.spec().ivSize()
                        : 0)
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
