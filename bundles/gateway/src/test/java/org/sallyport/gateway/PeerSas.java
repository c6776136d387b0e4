// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.Secret;

/** SAs as IKE has them when it has negotiated: between 10.1.0.0/24 and a network behind the peer. */
final class PeerSas {
    private PeerSas() {}

    static TrafficSelector claim(String remote) {
        return new TrafficSelector(Ipv4Prefix.parse("10.1.0.0/24"), Ipv4Prefix.parse(remote));
    }

    static SaParameters inbound(Flow flow, SaEnds ends, String remote, int spi) {
        return half(flow, ends, claim(remote).reversed(), new SaId(ends.local(), IpProtocol.ESP, spi));
    }

    static void install(Unit unit, Flow flow, SaEnds ends, String remote, int in, int out) {
        assertThat(unit.associations().installInbound(List.of(inbound(flow, ends, remote, in))))
                .isTrue();
        var outbound = half(flow, ends, claim(remote), new SaId(ends.remote(), IpProtocol.ESP, out));
        assertThat(unit.associations().installOutbound(List.of(outbound))).isTrue();
    }

    private static SaParameters half(Flow flow, SaEnds ends, TrafficSelector selector, SaId id) {
        return new SaParameters(
                id,
                ends,
                selector,
                new SaAlgorithms(
                        Optional.of(AlgorithmId.encryption("3des-cbc")),
                        Optional.of(AlgorithmId.integrity("hmac-sha1"))),
                new SaKeys(Secret.of(new byte[24]), Secret.of(new byte[20])),
                SaOptions.DEFAULT,
                SaNesting.NONE,
                flow,
                false,
                0,
                flow.hashCode());
    }
}
