// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.List;
import java.util.Optional;
import org.sallyport.ipsec.DontFragment;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.packet.Ipv4Address;

/** Two gateways whose one flow is not the ordinary: in UDP, in transport mode, with another rule for DF. */
record Ends(Suite suite, Mode mode, Optional<UdpPorts> udp, DontFragment rule) {
    static Ends of(Suite suite) {
        return new Ends(suite, Mode.TUNNEL, Optional.empty(), DontFragment.COPY);
    }

    Ends mode(Mode newMode) {
        return new Ends(suite, newMode, udp, rule);
    }

    Ends inUdp() {
        return new Ends(suite, mode, Optional.of(new UdpPorts(4500, 4500)), rule);
    }

    Ends dontFragment(DontFragment newRule) {
        return new Ends(suite, mode, udp, newRule);
    }

    Pair pair() {
        Pair pair = Pair.manual(suite);
        for (TestGateway gateway : List.of(pair.left, pair.right)) {
            gateway.sad.change(present -> new SadSnapshot(
                    present.inbound().stream()
                            .map(sa -> new InboundSa(changed(sa.parameters()), 0))
                            .toList(),
                    present.outbound().stream()
                            .map(sa -> new OutboundSa(changed(sa.parameters()), 0))
                            .toList()));
        }
        return pair;
    }

    private SaParameters changed(SaParameters sa) {
        return new SaParameters(
                new SaId(end(sa.id().destination()), sa.id().protocol(), sa.id().spi()),
                new SaEnds(end(sa.local()), end(sa.remote()), mode, udp),
                sa.selector(),
                sa.algorithms(),
                sa.keys(),
                new SaOptions(sa.options().replayWindow(), sa.options().extendedSequence(), rule),
                sa.nesting(),
                sa.flow(),
                sa.manual(),
                sa.connection());
    }

    /** Transport mode is for what the ends send themselves: they are the hosts then. */
    private Ipv4Address end(Ipv4Address gateway) {
        String host = gateway.toString().equals(Pair.LEFT) ? "10.1.0.9" : "10.2.0.7";
        return mode == Mode.TRANSPORT ? Ipv4Address.parse(host) : gateway;
    }
}
