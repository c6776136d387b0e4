// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

/** A NAT that takes a gateway's place on the wire, with its address. It gives each connection another port. */
final class Nat implements AutoCloseable {
    /** What the gateway behind it has for an address. */
    static final String INSIDE = "172.16.0.1";

    /** Its own address on that side. */
    static final String ADDRESS = "172.16.0.254";

    private final Namespace namespace;

    Nat(String prefix, Namespace gateway, String outside) {
        namespace = Namespace.create(prefix + "nat");
        Leftovers.atEnd(namespace::close);
        gateway.ip("link set wan0 netns " + namespace.name());
        namespace.ip("link set wan0 up");
        namespace.ip("addr add " + outside + "/24 dev wan0");
        gateway.ip("link add wan0 type veth peer name lan0 netns " + namespace.name());
        namespace.ip("addr add " + ADDRESS + "/24 dev lan0");
        namespace.ip("link set lan0 up");
        gateway.ip("addr add " + INSIDE + "/24 dev wan0");
        gateway.ip("link set wan0 up");
        gateway.ip("route add default via " + ADDRESS);
        namespace.command("sysctl", "-qw", "net.ipv4.ip_forward=1").succeed();
        namespace.nft("""
                table ip nat {
                  chain out {
                    type nat hook postrouting priority 100;
                    oifname wan0 ip protocol udp masquerade to :20000-30000
                    oifname wan0 masquerade
                  }
                }
                """);
    }

    /** From now on who is outside can begin, too. */
    void forwardIke() {
        namespace.nft("""
                table ip forwarding {
                  chain in {
                    type nat hook prerouting priority -100;
                    iifname wan0 udp dport { 500, 4500 } dnat to 172.16.0.1
                  }
                }
                """);
    }

    @Override
    public void close() {
        namespace.close();
    }
}
