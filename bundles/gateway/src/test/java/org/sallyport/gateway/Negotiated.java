// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;

/** A pair of SAs that whoever negotiates installed in a unit. */
record Negotiated(InboundSa in, OutboundSa out) {
    private static final int FIRST_SPI = 0x10000;

    /** Installs a pair for an entry of {@link Unit#left}; from then on the entry is not keyed by hand. */
    static Negotiated of(Unit unit, int entry, SaOptions options) {
        return of(unit, entry, options, Optional.empty());
    }

    /** The same with packets that travel as datagrams. */
    static Negotiated inUdp(Unit unit, int entry) {
        int port = SaEnds.UdpPorts.NAT_TRAVERSAL;
        return of(unit, entry, SaOptions.DEFAULT, Optional.of(new SaEnds.UdpPorts(port, port)));
    }

    private static Negotiated of(Unit unit, int entry, SaOptions options, Optional<SaEnds.UdpPorts> udp) {
        SaParameters like = unit.outbound(10).parameters();
        if (unit.outbound().stream()
                .anyMatch(
                        sa -> sa.parameters().manual() && sa.parameters().flow().sequence() == entry)) {
            unit.configure("no crypto map m " + entry + " set peer 192.0.2.2", "crypto map m interface outside");
        }
        var flow = new Flow("m", entry, 0);
        int pair = unit.sad.nextConnection();
        var in = new InboundSa(
                parameters(like, like.local(), udp, flow, options, unit.sad.nextConnection(), pair), unit.time.nanos());
        var out = new OutboundSa(
                parameters(like, like.remote(), udp, flow, options, unit.sad.nextConnection(), pair),
                unit.time.nanos());
        unit.sad.change(present -> present.withInbound(List.of(in)));
        unit.sad.change(present -> present.withOutbound(List.of(out)));
        return new Negotiated(in, out);
    }

    private static SaParameters parameters(
            SaParameters like,
            Ipv4Address destination,
            Optional<SaEnds.UdpPorts> udp,
            Flow flow,
            SaOptions options,
            int connection,
            int pair) {
        return new SaParameters(
                new SaId(destination, IpProtocol.ESP, FIRST_SPI + connection),
                new SaEnds(like.local(), like.remote(), Mode.TUNNEL, udp),
                like.selector(),
                like.algorithms(),
                like.keys(),
                options,
                SaNesting.NONE,
                flow,
                false,
                connection,
                pair);
    }

    boolean isIn(Unit unit) {
        return unit.inbound().contains(in) && unit.outbound().contains(out);
    }

    boolean isGone(Unit unit) {
        return !unit.inbound().contains(in) && !unit.outbound().contains(out);
    }
}
