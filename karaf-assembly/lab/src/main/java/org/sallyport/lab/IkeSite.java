// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One gateway's configuration whose SAs IKE negotiates, in PIX lines.
 *
 * @param outside its address
 * @param site the first two numbers of its networks: {@code 10.1}
 */
public record IkeSite(String hostname, String outside, String site) {
    public static final IkeSite A = new IkeSite("harbor", Network.OUTSIDE_A, "10.1");
    public static final IkeSite B = new IkeSite("mesa", Network.OUTSIDE_B, "10.2");
    static final IkeSite C = new IkeSite("cedar", Network.OUTSIDE_C, "10.3");

    /** Names, addresses and a route to each of the others. */
    List<String> start(IkeSite... others) {
        var lines = new ArrayList<>(List.of(
                "hostname " + hostname,
                "nameif ethernet0 outside security0",
                "nameif ethernet1 inside security100",
                "interface ethernet0 auto",
                "interface ethernet1 auto",
                "ip address outside " + outside + " 255.255.255.0",
                "ip address inside " + site + ".0.1 255.255.255.0"));
        for (IkeSite other : others) {
            lines.add("route outside " + other.network() + " " + other.outside + " 1");
        }
        return lines;
    }

    /**
     * All that one peer takes, under one transform set after the other.
     *
     * @param sets transforms of the sets s1, s2 and so on
     * @param policy parameters of the isakmp policy
     */
    List<String> tunnel(IkeSite peer, List<String> sets, String... policy) {
        var named = new LinkedHashMap<String, String>();
        sets.forEach(transforms -> named.put("s" + (named.size() + 1), transforms));
        return tunnel(peer, named, "Tide-Table-9", policy);
    }

    String network() {
        return site + ".0.0 255.255.255.0";
    }

    /** The list of what goes to another site. */
    String list(String name, IkeSite other) {
        return "access-list " + name + " permit ip " + network() + " " + other.network();
    }

    /** A crypto map entry for a list and its peers. */
    static List<String> entry(String entry, String list, String sets, IkeSite... peers) {
        var lines = new ArrayList<>(
                List.of("crypto map " + entry + " ipsec-isakmp", "crypto map " + entry + " match address " + list));
        for (IkeSite peer : peers) {
            lines.add("crypto map " + entry + " set peer " + peer.outside);
        }
        lines.add("crypto map " + entry + " set transform-set " + sets);
        return lines;
    }

    /** The key for a peer. */
    static String key(String key, IkeSite peer) {
        return "isakmp key " + key + " address " + peer.outside + " netmask 255.255.255.255";
    }

    /**
     * The whole configuration of a unit with one peer.
     *
     * @param transforms of its transform set
     * @param policy what differs from the default of the policy
     */
    public List<String> tunnel(IkeSite peer, String transforms, String key, String... policy) {
        return tunnel(peer, Map.of("strong", transforms), key, policy);
    }

    private List<String> tunnel(IkeSite peer, Map<String, String> sets, String key, String... policy) {
        var lines = new ArrayList<>(start(peer));
        lines.add(list("to-peer", peer));
        lines.add("nat (inside) 0 access-list to-peer");
        lines.add("sysopt connection permit-ipsec");
        sets.forEach((name, transforms) -> lines.add("crypto ipsec transform-set " + name + " " + transforms));
        lines.addAll(entry("sites 10", "to-peer", String.join(" ", sets.keySet()), peer));
        lines.add("crypto map sites interface outside");
        lines.addAll(isakmp());
        lines.addAll(policy(10, policy));
        lines.add(key(key, peer));
        return lines;
    }

    /** IKE at the outside interface, under an address's name. */
    static List<String> isakmp() {
        return List.of("isakmp enable outside", "isakmp identity address");
    }

    /** A policy with pre-shared keys; parameters that are the default's are left out. */
    static List<String> policy(int priority, String... parameters) {
        var lines = new ArrayList<String>();
        lines.add("isakmp policy " + priority + " authentication pre-share");
        for (String parameter : parameters) {
            lines.add("isakmp policy " + priority + " " + parameter);
        }
        return lines;
    }
}
