// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A NAT between our appliance and strongSwan, before the one or the other. It gives each connection another port. */
@Timeout(180)
final class NatIT {
    private static final String INSIDE = "172.16.0.1";
    private static final String NAT = "172.16.0.254";
    private static final int RATE = 500;
    private static final int RENEWAL_SECONDS = 10;
    private static final int COUNT = RATE * 3 * RENEWAL_SECONDS;

    private Network network;
    private Namespace nat;
    private Peers peers;

    /** The NAT takes a gateway's place on the wire, with its address. */
    private void build(boolean oursIsInside) {
        Archive.needsRoot();
        String prefix = "sp" + ProcessHandle.current().pid() % 10_000;
        network = Network.counting(prefix);
        nat = Namespace.create(prefix + "nat");
        Leftovers.atEnd(nat::close);
        Namespace inside = oursIsInside ? network.gatewayA : network.gatewayB;
        inside.ip("link set wan0 netns " + nat.name());
        nat.ip("link set wan0 up");
        nat.ip("addr add " + (oursIsInside ? Network.OUTSIDE_A : Network.OUTSIDE_B) + "/24 dev wan0");
        inside.ip("link add wan0 type veth peer name lan0 netns " + nat.name());
        nat.ip("addr add " + NAT + "/24 dev lan0");
        nat.ip("link set lan0 up");
        inside.ip("addr add " + INSIDE + "/24 dev wan0");
        inside.ip("link set wan0 up");
        inside.ip("route add default via " + NAT);
        nat.command("sysctl", "-qw", "net.ipv4.ip_forward=1").succeed();
        nat.nft("""
                table ip nat {
                  chain out {
                    type nat hook postrouting priority 100;
                    oifname wan0 ip protocol udp masquerade to :20000-30000
                    oifname wan0 masquerade
                  }
                }
                """);
        peers = oursIsInside
                ? new Peers(network, INSIDE, NAT)
                : new Peers(network, Network.OUTSIDE_A, Network.OUTSIDE_B, INSIDE);
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
        assertThat(peers.ours.show("show isakmp sa detail")).contains(INSIDE + ":4500");
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
