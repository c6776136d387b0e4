// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transform leaves and comes back while a tunnel that does not use it carries traffic. */
@Timeout(120)
final class HotSwapIT {
    private static final String BUNDLE = "org.sallyport.transforms.triple-des";
    private static final String LINE = "crypto ipsec transform-set strong esp-3des esp-sha-hmac";
    private static final Pattern SEQUENCE = Pattern.compile("spi=0x000003e[9a],seq=0x([0-9a-f]+)");
    private static final int DATAGRAMS = 8_000;

    private Laboratory lab;

    @BeforeEach
    void startTwoFlows() {
        Archive.needsRoot();
        lab = Laboratory.open(Archive.PATH);
        lab.start();
        lab.configure(Site.pair("esp-3des esp-sha-hmac"));
        // A second flow, between the networks that the first leaves alone, under AES.
        lab.a.paste(second("10.1.9.0", "10.2.9.0", Network.OUTSIDE_B, 2001, 2002));
        lab.b.paste(second("10.2.9.0", "10.1.9.0", Network.OUTSIDE_A, 2002, 2001));
    }

    private static List<String> second(String network, String remote, String peer, int inbound, int outbound) {
        String key = "cipher 000102030405060708090a0b0c0d0e0f authenticator 000102030405060708090a0b0c0d0e0f10111213";
        return List.of(
                "access-list second permit ip " + network + " 255.255.255.0 " + remote + " 255.255.255.0",
                "crypto ipsec transform-set aes esp-aes esp-sha-hmac",
                "crypto map manual 20 ipsec-manual",
                "crypto map manual 20 match address second",
                "crypto map manual 20 set peer " + peer,
                "crypto map manual 20 set transform-set aes",
                "crypto map manual 20 set session-key inbound esp " + inbound + " " + key,
                "crypto map manual 20 set session-key outbound esp " + outbound + " " + key,
                "crypto map manual interface outside");
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void uninstallingTripleDesStopsItsFlowOnlyAndInstallingItGoesOnWhereItWas() {
        Network net = lab.network;
        assertThat(Flows.ping(net.hostA, Network.HOST_A, Network.HOST_B, 5, "0.2"))
                .isEqualTo(5);
        List<String> others = otherBundles();
        long sequence = nextSequence();

        Process receiver = Flows.receive(lab.folder, net.hostB, Network.FREE_B, 6101);
        Flows.send(lab.folder, net.hostA, Network.FREE_A, Network.FREE_B, 6101, 1_000, DATAGRAMS);
        lab.a.karaf("bundle:uninstall " + BUNDLE);
        assertThat(lab.a.show("show crypto transforms")).doesNotContain("3des-cbc");
        assertThat(lab.a
                        .paste(List.of("crypto ipsec transform-set other esp-3des"))
                        .text())
                .contains("ERROR")
                .contains("esp-3des");
        assertThat(lab.a.show("show running-config")).contains(LINE);
        assertThat(lab.a.show("show crypto map")).contains("transform missing: esp-3des");
        assertThat(Flows.ping(net.hostA, Network.HOST_A, Network.HOST_B, 3, "0.2"))
                .isZero();
        assertThat(Flows.number(lab.a.show("show crypto engine"), "NO_TRANSFORM"))
                .isGreaterThanOrEqualTo(3);
        assertThat(otherBundles()).isEqualTo(others);

        lab.a.karaf("bundle:install -s mvn:org.sallyport/" + BUNDLE + "/0.1.0-SNAPSHOT");
        awaitKeyword();
        assertThat(Flows.ping(net.hostA, Network.HOST_A, Network.HOST_B, 5, "0.2"))
                .isEqualTo(5);
        assertThat(nextSequence()).isGreaterThan(sequence).isLessThan(sequence + 100);
        assertThat(lab.a.show("show running-config")).contains(LINE);
        assertThat(Flows.counted(lab.folder, receiver, Network.FREE_B, 6101))
                .as("datagrams of the flow under AES that arrived")
                .isEqualTo(DATAGRAMS);
    }

    private void awaitKeyword() {
        for (int i = 0; i < 50; i++) {
            if (lab.a.show("show crypto transforms").contains("esp-3des")) {
                return;
            }
            Appliance.pause(100);
        }
        throw new IllegalStateException("esp-3des did not come back");
    }

    /** Identifier, state and time of the last change of every bundle but the one that leaves. */
    private List<String> otherBundles() {
        var bundles = new ArrayList<String>();
        for (String line :
                lab.a.karaf("bundle:list -t 0 -s --no-format").lines().toList()) {
            if (line.matches("\\s*\\d+\\t.*") && !line.contains(BUNDLE)) {
                bundles.add(line);
            }
        }
        assertThat(bundles).hasSizeGreaterThan(20);
        return bundles;
    }

    /** The sequence number of the next protected packet of the first flow, seen on the wire. */
    private long nextSequence() {
        Command capture = lab.network.gatewayA.command(
                "timeout",
                "10",
                "tcpdump",
                "-ni",
                "wan0",
                "-c",
                "1",
                "esp and src host " + Network.OUTSIDE_A + " and ip[20:4] < 2000");
        Process background = capture.start(lab.folder.resolve("capture.log"));
        try {
            Appliance.pause(1_000);
            Flows.ping(lab.network.hostA, Network.HOST_A, Network.HOST_B, 1, "1");
            background.waitFor();
            Matcher sequence = SEQUENCE.matcher(Files.readString(lab.folder.resolve("capture.log")));
            assertThat(sequence.find()).isTrue();
            return Long.parseLong(sequence.group(1), 16);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
