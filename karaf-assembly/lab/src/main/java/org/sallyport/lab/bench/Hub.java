// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sallyport.lab.Network;

/** A gateway that answers many peers, the spokes, and how each implementation of it is configured. */
enum Hub {
    SALLYPORT("Sallyport", Network.OUTSIDE_B, "10.2.0.0"),
    STRONGSWAN("strongSwan", Network.OUTSIDE_C, "10.3.0.0");

    /** The algorithms of phase 1, by the group that costs most of its time. */
    enum Group {
        TWO(2, "3des-sha1-modp1024"),
        FOURTEEN(14, "aes128-sha1-modp2048");

        final int number;
        final String proposal;

        Group(int number, String proposal) {
            this.number = number;
            this.proposal = proposal;
        }
    }

    private static final String ESP = "aes128-sha1";
    private static final String MASK = " 255.255.255.0";

    final String title;
    final String address;
    final String network;

    Hub(String title, String address, String network) {
        this.title = title;
        this.address = address;
        this.network = network;
    }

    /** What the initiator calls its connection from a spoke to this hub. */
    String connection(Group group, Spoke spoke) {
        return name().toLowerCase(Locale.ROOT) + "-" + group.number + "-" + spoke.name();
    }

    /** The initiator's connection from a spoke to this hub, in swanctl's words. */
    String initiating(Group group, Spoke spoke) {
        return connection(connection(group, spoke), group.proposal, Ends.of(spoke), ends());
    }

    private Ends ends() {
        return new Ends(address, network + "/24");
    }

    /** strongSwan's connections as the responder: with spokes it knows, and one for all others, as a dynamic map is. */
    String answering(List<Spoke> known) {
        var text = new StringBuilder();
        String proposals = Group.TWO.proposal + ", " + Group.FOURTEEN.proposal;
        for (Spoke spoke : known) {
            text.append(connection(spoke.name(), proposals, ends(), Ends.of(spoke)));
        }
        return text.append(connection("others", proposals, ends(), new Ends("%any", Spoke.ALL_NETWORKS)))
                .toString();
    }

    private record Ends(String address, String network) {
        static Ends of(Spoke spoke) {
            return new Ends(spoke.address(), spoke.network() + "/24");
        }
    }

    private static String connection(String name, String proposals, Ends local, Ends remote) {
        return """
                  %s {
                    version = 1
                    local_addrs = %s
                    remote_addrs = %s
                    proposals = %s
                    unique = never
                    encap = yes
                    rekey_time = 24h
                    dpd_delay = 0s
                    local {
                      auth = psk
                      id = %s
                    }
                    remote {
                      auth = psk
                      id = %s
                    }
                    children {
                      flow {
                        local_ts = %s
                        remote_ts = %s
                        esp_proposals = %s
                        rekey_time = 24h
                        life_time = 25h
                      }
                    }
                  }
                """.formatted(
                        name,
                        local.address(),
                        remote.address(),
                        proposals,
                        local.address(),
                        remote.address(),
                        local.network(),
                        remote.network(),
                        ESP);
    }

    /**
     * Sallyport's lines.
     *
     * @param known spokes with an entry of the crypto map and an access list each; others are answered by a dynamic map
     */
    static List<String> lines(String secret, List<Spoke> known) {
        var lines = new ArrayList<>(List.of(
                "nameif ethernet0 outside security0",
                "nameif ethernet1 inside security100",
                "interface ethernet0 auto",
                "interface ethernet1 auto",
                "ip address outside " + SALLYPORT.address + MASK,
                "ip address inside 10.2.0.1" + MASK,
                "route outside 198.18.0.0 255.255.0.0 " + Network.OUTSIDE_A + " 1",
                "route outside 10.64.0.0 255.192.0.0 " + Network.OUTSIDE_A + " 1",
                "crypto ipsec transform-set strong esp-aes esp-sha-hmac"));
        int sequence = 0;
        for (Spoke spoke : known) {
            String list = "to-" + spoke.name();
            String entry = "crypto map hub " + ++sequence + " ";
            lines.add("access-list " + list + " permit ip " + SALLYPORT.network + MASK + " " + spoke.network() + MASK);
            lines.add(entry + "ipsec-isakmp");
            lines.add(entry + "match address " + list);
            lines.add(entry + "set peer " + spoke.address());
            lines.add(entry + "set transform-set strong");
        }
        lines.add("crypto dynamic-map spokes 10 set transform-set strong");
        lines.add("crypto map hub 65000 ipsec-isakmp dynamic spokes");
        lines.add("crypto map hub interface outside");
        lines.add("isakmp enable outside");
        lines.add("isakmp identity address");
        lines.add("isakmp key " + secret + " address 198.18.0.0 netmask 255.255.0.0");
        lines.addAll(List.of(
                "isakmp nat-traversal 20",
                "isakmp policy 10 authentication pre-share",
                "isakmp policy 10 encryption aes",
                "isakmp policy 10 hash sha",
                "isakmp policy 10 group 14",
                "isakmp policy 20 authentication pre-share",
                "isakmp policy 20 encryption 3des",
                "isakmp policy 20 hash sha",
                "isakmp policy 20 group 2"));
        return lines;
    }
}
