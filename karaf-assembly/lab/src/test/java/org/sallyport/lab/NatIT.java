// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our appliance behind a NAT, strongSwan outside of it. */
@Timeout(180)
final class NatIT {
    private static final String INSIDE = "172.16.0.1";
    private static final String NAT = "172.16.0.254";

    private Network network;
    private Namespace nat;
    private Peers peers;

    /** The NAT takes the appliance's place on the wire, with its address. */
    private void build() {
        String prefix = "sp" + ProcessHandle.current().pid() % 10_000;
        network = Network.counting(prefix);
        nat = Namespace.create(prefix + "nat");
        Leftovers.atEnd(nat::close);
        network.gatewayA.ip("link set wan0 netns " + nat.name());
        nat.ip("link set wan0 up");
        nat.ip("addr add " + Network.OUTSIDE_A + "/24 dev wan0");
        network.gatewayA.ip("link add wan0 type veth peer name lan0 netns " + nat.name());
        nat.ip("addr add " + NAT + "/24 dev lan0");
        nat.ip("link set lan0 up");
        network.gatewayA.ip("addr add " + INSIDE + "/24 dev wan0");
        network.gatewayA.ip("link set wan0 up");
        network.gatewayA.ip("route add default via " + NAT);
        nat.command("sysctl", "-qw", "net.ipv4.ip_forward=1").succeed();
        nat.nft("""
                table ip nat {
                  chain out {
                    type nat hook postrouting priority 100;
                    oifname wan0 masquerade
                  }
                }
                """);
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
    void theTunnelComesUpThroughANatAndStaysUp() {
        Archive.needsRoot();
        build();
        peers = new Peers(network, INSIDE, NAT);
        peers.agree(peers.settings("3des-sha1-modp1024", "3des-sha1"), "3des sha 2", "esp-3des esp-sha-hmac");
        peers.comesUpFromOurSide();
        assertThat(peers.ours.show("show isakmp sa detail")).contains(INSIDE + ":4500");
        assertThat(peers.ours.show("show crypto ipsec sa")).contains("Tunnel UDP-Encaps");
        Flows.Carried carried =
                Flows.carry(peers.folder, peers.network.hostB, Network.HOST_B, peers.network.hostA, 5_000_000, 5001);
        assertThat(carried.equal()).isTrue();
        assertThat(peers.network.counted().get("leaked")).isZero();
        assertThat(peers.network.counted().get("esp_seen")).isZero();
    }
}
