// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Our appliance, and strongSwan in the place of the other one. */
final class Peers implements AutoCloseable {
    final Path folder = Laboratory.folder();
    final Network network;
    final Appliance ours;
    final StrongSwan theirs;

    private final String outside;
    private final String theirAddress;

    /** Starts both, with strongSwan on the wire between the gateways. */
    Peers(Network network, String outside, String gateway) {
        this(network, outside, gateway, Network.OUTSIDE_B);
    }

    /**
     * Starts both.
     *
     * @param network gateway A is ours, gateway B is strongSwan's
     * @param outside the appliance's own address
     * @param gateway its next hop
     * @param theirAddress strongSwan's own address
     */
    Peers(Network network, String outside, String gateway, String theirAddress) {
        this.network = network;
        this.outside = outside;
        this.theirAddress = theirAddress;
        for (String setting : List.of("conf.all.rp_filter=0", "conf.default.rp_filter=0", "ip_forward=1")) {
            network.gatewayB.command("sysctl", "-qw", "net.ipv4." + setting).succeed();
        }
        network.gatewayB.ip("route add blackhole 10.1.0.0/24 metric 4000"); // strongSwan would let its side leak
        ours = Appliance.install(Archive.PATH, folder, "gateway-a", network.gatewayA);
        ours.launch();
        theirs = new StrongSwan(
                network.gatewayB,
                folder.resolve("strongswan"),
                Peers.class,
                settings("aes128-sha1-modp1536", "aes128-sha1"));
        ours.awaitConsole();
        type(List.of(
                "hostname harbor",
                "nameif ethernet0 outside security0",
                "nameif ethernet1 inside security100",
                "ip address outside " + outside + " 255.255.255.0",
                "ip address inside 10.1.0.1 255.255.255.0",
                "route outside 10.2.0.0 255.255.255.0 " + gateway + " 1",
                "logging on",
                "logging timestamp",
                "logging buffered 7",
                "access-list flow permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "isakmp enable outside",
                "isakmp nat-traversal",
                "isakmp key Tide-Table-9 address " + Network.OUTSIDE_B));
    }

    /** The settings of strongSwan's connection. */
    Map<String, String> settings(String ike, String esp) {
        var settings = new TreeMap<String, String>();
        settings.put("LOCAL", theirAddress);
        settings.put("REMOTE", outside.equals(Network.OUTSIDE_A) ? outside : "%any");
        settings.put("REMOTEID", outside);
        settings.put("IKE", ike);
        settings.put("ESP", esp);
        settings.put("AGGRESSIVE", "no");
        settings.put("CHILD", "rekey_time = 24h");
        return settings;
    }

    void type(List<String> lines) {
        Command.Output output = ours.paste(lines);
        assertThat(output.text()).doesNotContain("ERROR");
    }

    /**
     * Configures both sides anew, without any SA.
     *
     * @param connection of strongSwan
     * @param policy of ours: encryption, hash, group
     * @param set the transforms
     * @param more lines of the crypto map's entry, behind {@code crypto map sites 10}
     */
    void agree(Map<String, String> connection, String policy, String set, String... more) {
        theirs.swanctl("--terminate", "--ike", "tunnel", "--force").run();
        theirs.load(Peers.class, connection);
        ours.paste(List.of("no crypto map sites interface outside")); // refused the first time
        String[] suite = policy.split(" ", -1);
        var lines = new ArrayList<>(List.of(
                "no crypto map sites",
                "no isakmp policy 10",
                "crypto ipsec transform-set set " + set,
                "crypto map sites 10 ipsec-isakmp",
                "crypto map sites 10 match address flow",
                "crypto map sites 10 set peer " + Network.OUTSIDE_B,
                "crypto map sites 10 set transform-set set"));
        for (String line : more) {
            lines.add("crypto map sites 10 " + line);
        }
        lines.addAll(List.of(
                "crypto map sites interface outside",
                "isakmp policy 10 authentication pre-share",
                "isakmp policy 10 encryption " + suite[0],
                "isakmp policy 10 hash " + suite[1],
                "isakmp policy 10 group " + suite[2]));
        type(lines);
        ours.show("clear isakmp sa");
        for (int i = 0; i < 50 && !ours.show("show isakmp sa").contains("Total     : 0"); i++) {
            Appliance.pause(100); // listings show what was published last, a quarter of a second ago at most
        }
        assertThat(ours.show("show isakmp sa")).contains("Total     : 0");
    }

    /** Pings from behind our side. The first may be lost: the peer may install its SA after our first packet. */
    void comesUpFromOurSide() {
        assertThat(Flows.ping(network.hostA, Network.HOST_A, Network.HOST_B, 5, "0.2"))
                .as("%s", explanation())
                .isGreaterThanOrEqualTo(4);
        allPingsPass();
    }

    /** Pings from behind our side until one is answered, so often at most. */
    void comesUpAfter(int pings) {
        int answered = 0;
        for (int i = 0; i < pings && answered == 0; i++) {
            answered = Flows.ping(network.hostA, Network.HOST_A, Network.HOST_B, 1, "1");
        }
        assertThat(answered).as("%s", explanation()).isEqualTo(1);
        allPingsPass();
    }

    void comesUpFromTheirSide() {
        theirs.initiate();
        allPingsPass();
    }

    void allPingsPass() {
        assertThat(Flows.ping(network.hostA, Network.HOST_A, Network.HOST_B, 5, "0.2"))
                .isEqualTo(5);
        assertThat(Flows.ping(network.hostB, Network.HOST_B, Network.HOST_A, 5, "0.2"))
                .isEqualTo(5);
    }

    String explanation() {
        return ours.show("show logging")
                + ours.show("show crypto isakmp failures")
                + ours.show("show crypto isakmp entries")
                + theirs.log();
    }

    /** The number by which we send. */
    String outboundSpi() {
        return Flows.spi(ours.show("show crypto ipsec sa"), " outbound esp sas:");
    }

    /** The number by which we receive. */
    String inboundSpi() {
        return Flows.spi(ours.show("show crypto ipsec sa"), " inbound esp sas:");
    }

    /** Charon's ISAKMP SAs, by the cookies of both sides. */
    String cookies() {
        return theirs.associations()
                .lines()
                .filter(line -> line.contains("ESTABLISHED, IKEv1"))
                .toList()
                .toString();
    }

    @Override
    public void close() {
        theirs.close();
        ours.close();
        network.close();
        Laboratory.delete(folder);
    }
}
