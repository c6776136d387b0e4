// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateways themselves send each other, in transport mode and in tunnel mode, beside a flow of their hosts. */
@Timeout(180)
final class EndsIT {
    private static Laboratory lab;

    @BeforeAll
    static void start() {
        Archive.needsRoot();
        lab = Laboratory.open(Archive.PATH);
        lab.start();
        lab.configure(Site.pair("esp-aes esp-sha-hmac"));
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    private static List<String> ends(
            String transforms, String mode, String local, String peer, List<String> inbound, List<String> outbound) {
        var lines = new ArrayList<>(List.of(
                "no access-list ends",
                "access-list ends permit ip host " + local + " host " + peer,
                "crypto ipsec transform-set ends " + transforms,
                "crypto ipsec transform-set ends mode " + mode,
                "no crypto map manual 20",
                "crypto map manual 20 ipsec-manual",
                "crypto map manual 20 match address ends",
                "crypto map manual 20 set peer " + peer,
                "crypto map manual 20 set transform-set ends"));
        inbound.forEach(keys -> lines.add("crypto map manual 20 set session-key inbound " + keys));
        outbound.forEach(keys -> lines.add("crypto map manual 20 set session-key outbound " + keys));
        lines.add("crypto map manual interface outside");
        return lines;
    }

    private static void configure(String transforms, String mode) {
        List<String> toA = Site.keys(transforms, 2001);
        List<String> toB = Site.keys(transforms, 2002);
        for (Command.Output output : List.of(
                lab.a.paste(ends(transforms, mode, Network.OUTSIDE_A, Network.OUTSIDE_B, toA, toB)),
                lab.b.paste(ends(transforms, mode, Network.OUTSIDE_B, Network.OUTSIDE_A, toB, toA)))) {
            assertThat(output.text()).doesNotContain("ERROR").doesNotContain("mode tunnel");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transport esp-aes esp-sha-hmac",
                "transport ah-md5-hmac",
                "transport ah-sha-hmac esp-3des esp-sha-hmac",
                "tunnel esp-aes esp-sha-hmac",
                "tunnel ah-sha-hmac esp-aes esp-sha-hmac"
            })
    void theirOwnPacketsAreProtectedBothWays(String words) {
        String mode = words.split(" ", 2)[0];
        String transforms = words.split(" ", 2)[1];
        configure(transforms, mode);
        Network net = lab.network;
        net.resetCounters();

        assertThat(Flows.ping(net.gatewayA, Network.OUTSIDE_A, Network.OUTSIDE_B, 10, "0.1"))
                .isEqualTo(10);
        assertThat(Flows.ping(net.gatewayB, Network.OUTSIDE_B, Network.OUTSIDE_A, 10, "0.1"))
                .isEqualTo(10);
        assertThat(Flows.carry(lab.folder, net.gatewayA, Network.OUTSIDE_A, net.gatewayB, 5_000_000, 7001)
                        .equal())
                .isTrue();
        assertThat(Flows.carry(lab.folder, net.gatewayB, Network.OUTSIDE_B, net.gatewayA, 5_000_000, 7002)
                        .equal())
                .isTrue();
        Map<String, Long> seen = net.counted();
        assertThat(seen.get(transforms.contains("ah-") ? "ah_seen" : "esp_seen"))
                .as("%s", seen)
                .isGreaterThan(5_000);
        assertThat(seen.get("icmp_seen")).as("%s", seen).isZero();
        assertThat(seen.get("other")).as("%s", seen).isZero();
        String listing = lab.a.show("show crypto ipsec sa");
        assertThat(listing)
                .contains("in use settings ={" + (mode.equals("transport") ? "Transport" : "Tunnel") + ", }");
        assertThat(lab.a.show("show crypto engine"))
                .doesNotContain("STALE_RULE")
                .doesNotContain("CLEAR_TEXT");

        assertThat(Flows.ping(net.hostA, Network.HOST_A, Network.HOST_B, 5, "0.1"))
                .as("the hosts' flow")
                .isEqualTo(5);
        assertThat(net.counted().get("leaked")).isZero();
    }
}
