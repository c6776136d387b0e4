// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What two gateways send each other in transport mode, one of them behind a NAT. TCP arrives only if checksums fit the addresses again.
 * (strongSwan's ESP in user space has no transport mode.)
 */
@Timeout(180)
final class NatTransportIT {
    private static final long BYTES = 3_000_000;

    private Laboratory lab;
    private Nat nat;

    @BeforeEach
    void start() {
        Archive.needsRoot();
        lab = Laboratory.open(Archive.PATH);
        nat = new Nat("sp" + ProcessHandle.current().pid() % 10_000, lab.network.gatewayA, Network.OUTSIDE_A);
        lab.start();
        configure(lab.a, Nat.INSIDE, Network.OUTSIDE_B);
        configure(lab.b, Network.OUTSIDE_B, Network.OUTSIDE_A);
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
        if (nat != null) {
            nat.close();
        }
    }

    private static void configure(Appliance gateway, String own, String peer) {
        var lines = new ArrayList<>(List.of(
                "nameif ethernet0 outside security0",
                "nameif ethernet1 inside security100",
                "ip address outside " + own + " 255.255.255.0",
                "access-list ends permit ip host " + own + " host " + peer,
                "crypto ipsec transform-set ends esp-aes esp-sha-hmac",
                "crypto ipsec transform-set ends mode transport",
                "crypto map sites 10 ipsec-isakmp",
                "crypto map sites 10 match address ends",
                "crypto map sites 10 set peer " + peer,
                "crypto map sites 10 set transform-set ends",
                "crypto map sites interface outside",
                "isakmp nat-traversal",
                "isakmp key Tide-Table-9 address " + peer));
        lines.addAll(IkeSite.isakmp());
        lines.addAll(IkeSite.policy(10, "encryption aes", "group 14"));
        assertThat(gateway.paste(lines).text()).doesNotContain("ERROR").doesNotContain("mode tunnel");
    }

    @Test
    void comesUpFromBehindTheNat() {
        assertThat(pingsOut()).as("%s", explanation()).isGreaterThanOrEqualTo(4);
        carriesBothWays();
    }

    @Test
    void comesUpFromOutsideWhereTheNatForwardsIke() {
        nat.forwardIke();
        assertThat(pingsIn()).as("%s", explanation()).isGreaterThanOrEqualTo(4);
        carriesBothWays();
    }

    private int pingsOut() {
        return Flows.ping(lab.network.gatewayA, Nat.INSIDE, Network.OUTSIDE_B, 5, "0.5");
    }

    private int pingsIn() {
        return Flows.ping(lab.network.gatewayB, Network.OUTSIDE_B, Network.OUTSIDE_A, 5, "0.5");
    }

    private String explanation() {
        return lab.a.show("show crypto isakmp failures")
                + lab.b.show("show crypto isakmp failures")
                + lab.a.show("show crypto engine")
                + lab.b.show("show crypto engine");
    }

    private void carriesBothWays() {
        Network net = lab.network;
        net.resetCounters();
        assertThat(pingsOut()).as("%s", explanation()).isEqualTo(5);
        assertThat(pingsIn()).as("%s", explanation()).isEqualTo(5);
        assertThat(Flows.carry(lab.folder, net.gatewayB, Network.OUTSIDE_B, net.gatewayA, BYTES, 7001)
                        .equal())
                .isTrue();
        assertThat(Flows.carry(lab.folder, net.gatewayA, Nat.INSIDE, net.gatewayB, Network.OUTSIDE_A, BYTES, 7002)
                        .equal())
                .isTrue();
        for (Appliance gateway : List.of(lab.a, lab.b)) {
            assertThat(gateway.show("show crypto ipsec sa")).contains("in use settings ={Transport UDP-Encaps, }");
        }
        Map<String, Long> seen = net.counted();
        assertThat(seen.get("icmp_seen")).as("%s", seen).isZero();
        assertThat(seen.get("leaked")).as("%s", seen).isZero();
    }
}
