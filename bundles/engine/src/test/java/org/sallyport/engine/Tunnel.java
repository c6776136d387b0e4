// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/**
 * One protected flow, seen from one of its ends.
 *
 * @param sequence of the entry it belongs to
 * @param sends SPI of what leaves
 * @param takes SPI of what arrives
 */
record Tunnel(
        int sequence,
        String local,
        String localNet,
        String remote,
        String remoteNet,
        Suite suite,
        int sends,
        int takes,
        boolean manual) {
    /** The same flow from its other end. */
    Tunnel otherEnd() {
        return new Tunnel(sequence, remote, remoteNet, local, localNet, suite, takes, sends, manual);
    }

    Flow flow() {
        return new Flow("m", sequence, 0);
    }

    TrafficSelector leaving() {
        return new TrafficSelector(Ipv4Prefix.parse(localNet), Ipv4Prefix.parse(remoteNet));
    }

    SecurityPolicy.Entry entry() {
        return new SecurityPolicy.Entry(java.util.List.of(new SecurityPolicy.Element(true, leaving(), flow())));
    }

    SaParameters outbound() {
        return parameters(remote, sends, leaving());
    }

    SaParameters inbound() {
        return parameters(local, takes, leaving().reversed());
    }

    private SaParameters parameters(String destination, int spi, TrafficSelector selector) {
        return new SaParameters(
                new SaId(Ipv4Address.parse(destination), IpProtocol.ESP, spi),
                SaEnds.tunnel(Ipv4Address.parse(local), Ipv4Address.parse(remote)),
                selector,
                suite.algorithms(),
                new SaKeys(suite.cipherKey(spi), suite.integrityKey(spi)),
                SaOptions.DEFAULT,
                SaNesting.NONE,
                flow(),
                manual,
                spi);
    }
}
