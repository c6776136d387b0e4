// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import org.junit.jupiter.api.BeforeEach;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.Ipv4Address;

/** A unit with an entry that IKE negotiates, and those of a dynamic map. */
abstract class NegotiatedBench {
    static final String BIND = "crypto map m interface outside";
    static final Ipv4Address HERE = Ipv4Address.parse("192.0.2.1");
    static final Ipv4Address PEER = Ipv4Address.parse("192.0.2.2");
    static final Flow FIRST = new Flow("m", 10, 0);

    final FakeIke ike = new FakeIke();
    final Unit unit = Unit.blank().configure(Unit.interfaces("192.0.2.1"));

    @BeforeEach
    void anEntryOfEachKind() {
        unit.gateway().bindIke(ike);
        unit.configure(
                "access-list 101 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "access-list 101 deny ip host 10.1.1.66 any",
                "access-list 101 permit ip 10.1.1.0 255.255.255.0 10.2.0.0 255.255.0.0",
                "access-list 102 permit ip 10.1.0.0 255.255.0.0 10.3.0.0 255.255.0.0",
                "crypto ipsec transform-set strong esp-3des esp-sha-hmac",
                "crypto ipsec transform-set both ah-md5-hmac esp-aes-256 esp-md5-hmac",
                "crypto ipsec transform-set both mode transport",
                "crypto map m 10 ipsec-isakmp",
                "crypto map m 10 match address 101",
                "crypto map m 10 set peer 192.0.2.2",
                "crypto map m 10 set peer gw.example.net",
                "crypto map m 10 set transform-set both strong",
                "crypto map m 10 set pfs group2",
                "crypto map m 10 set security-association lifetime seconds 3600",
                "crypto dynamic-map dyn 5 set transform-set strong",
                "crypto dynamic-map dyn 7 match address 102",
                "crypto dynamic-map dyn 7 set transform-set both",
                "crypto map m 99 ipsec-isakmp dynamic dyn",
                BIND);
    }

    IkeEntry entry(int place) {
        return ike.plan.entries().get(place);
    }

    void install(Flow flow, int in, int out) {
        install(flow, "10.2.0.0/24", in, out);
    }

    void install(Flow flow, String remote, int in, int out) {
        PeerSas.install(unit, flow, SaEnds.tunnel(HERE, PEER), remote, in, out);
    }

    static SaParameters inbound(Flow flow, String remote, int spi) {
        return PeerSas.inbound(flow, SaEnds.tunnel(HERE, PEER), remote, spi);
    }
}
