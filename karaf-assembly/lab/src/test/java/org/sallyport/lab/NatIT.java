// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A NAT between our appliance and strongSwan, before the one or the other. It gives each connection another port. */
@Timeout(180)
final class NatIT {
    private static final int RATE = 500;
    private static final int RENEWAL_SECONDS = 10;
    private static final int COUNT = RATE * 3 * RENEWAL_SECONDS;

    private Network network;
    private Nat nat;
    private Peers peers;

    private void build(boolean oursIsInside) {
        Archive.needsRoot();
        String prefix = "sp" + ProcessHandle.current().pid() % 10_000;
        network = Network.counting(prefix);
        nat = oursIsInside
                ? new Nat(prefix, network.gatewayA, Network.OUTSIDE_A)
                : new Nat(prefix, network.gatewayB, Network.OUTSIDE_B);
        peers = oursIsInside
                ? new Peers(network, Nat.INSIDE, Nat.ADDRESS)
                : new Peers(network, Network.OUTSIDE_A, Network.OUTSIDE_B, Nat.INSIDE);
        Map<String, String> connection = peers.settings("3des-sha1-modp1024", "3des-sha1");
        connection.put("CHILD", "rekey_time = " + RENEWAL_SECONDS + "s");
        peers.agree(connection, "3des sha 2", "esp-3des esp-sha-hmac");
    }

    @AfterEach
    void stop() {
        if (peers != null) {
            peers.close();
        } else if (network != null) {
            network.close();
        }
        if (nat != null) {
            nat.close();
        }
    }

    @Test
    void ourTunnelComesUpThroughANatAndIsRenewedByThePeer() {
        build(true);
        peers.comesUpFromOurSide();
        assertThat(peers.ours.show("show isakmp sa detail")).contains(Nat.INSIDE + ":4500");
        carriesThroughRenewals();
    }

    @Test
    void aPeerBehindANatIsAnsweredWhereItsMessagesComeFrom() {
        build(false);
        peers.comesUpFromTheirSide();
        assertThat(peers.ours.show("show isakmp sa detail")).containsPattern("198\\.18\\.0\\.2:2\\d{4}");
        carriesThroughRenewals();

        String before = peers.outboundSpi();
        peers.ours.show("clear crypto sa"); // the ISAKMP SA stays: a packet of ours brings new ones
        peers.comesUpAfter(5);
        assertThat(peers.outboundSpi()).isNotEqualTo(before);
    }

    /** In transport mode strongSwan's ESP in user space does not follow: both agree, and it cannot install what they agreed on. */
    @Test
    void strongSwanAgreesOnTransportModeThroughANat() {
        build(false);
        Map<String, String> connection = peers.settings("3des-sha1-modp1024", "3des-sha1");
        connection.put("CHILD", "mode = transport\nlocal_ts = dynamic\nremote_ts = dynamic");
        peers.type(List.of(
                "access-list ends permit ip host " + Network.OUTSIDE_A + " host " + Network.OUTSIDE_B,
                "crypto ipsec transform-set set esp-3des esp-sha-hmac",
                "crypto ipsec transform-set set mode transport"));
        peers.agree(connection, "3des sha 2", "esp-3des esp-sha-hmac", "match address ends");
        String said = peers.theirs
                .swanctl("--initiate", "--child", "flow", "--timeout", "8")
                .run()
                .text();
        assertThat(said)
                .contains("generating QUICK_MODE request", "[ HASH SA No ID ID NAT-OA NAT-OA ]")
                .containsPattern("parsed QUICK_MODE response \\d+ \\[ HASH SA No ID ID NAT-OA NAT-OA")
                .contains("selected proposal: ESP:3DES_CBC/HMAC_SHA1_96", "IPsec SA: unsupported mode");
        assertThat(peers.ours.show("show crypto ipsec sa")).contains("in use settings ={Transport UDP-Encaps, }");
    }

    /** Packets both ways while strongSwan renews the SAs twice: all arrive, in UDP. */
    private void carriesThroughRenewals() {
        String first = peers.outboundSpi();
        assertThat(peers.ours.show("show crypto ipsec sa")).contains("Tunnel UDP-Encaps");
        Process there = Flows.receive(peers.folder, network.hostB, Network.HOST_B, 6200);
        Process here = Flows.receive(peers.folder, network.hostA, Network.HOST_A, 6201);
        Flows.send(peers.folder, network.hostA, Network.HOST_A, Network.HOST_B, 6200, RATE, COUNT);
        Flows.send(peers.folder, network.hostB, Network.HOST_B, Network.HOST_A, 6201, RATE, COUNT);
        assertThat(Flows.counted(peers.folder, there, Network.HOST_B, 6200)).isEqualTo(COUNT);
        assertThat(Flows.counted(peers.folder, here, Network.HOST_A, 6201)).isEqualTo(COUNT);
        assertThat(peers.outboundSpi()).isNotEqualTo(first);
        assertThat(network.counted().get("leaked")).isZero();
        assertThat(network.counted().get("esp_seen")).isZero();
    }
}
