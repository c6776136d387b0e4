// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.sallyport.lab.Appliance;
import org.sallyport.lab.Command;
import org.sallyport.lab.Flows;
import org.sallyport.lab.IkeSite;
import org.sallyport.lab.Network;
import org.sallyport.lab.Site;

/** Two Sallyport gateways, keyed by hand where the suite allows it, by IKE otherwise. */
final class SallyportPair implements Contestant {
    private static final String ENCAPSULATION = "crypto map manual 10 set udp-encapsulation";
    private static final int WAITS = 100;
    private static final int WAIT_MILLIS = 200;

    private final Kind kind;
    private final Network network;
    private final Appliance a;
    private final Appliance b;
    private final List<String> linesOfA;
    private final List<String> linesOfB;

    private SallyportPair(Kind kind, Network network, Path archive, Path folder, Suite suite) {
        this.kind = kind;
        this.network = network;
        a = Appliance.install(archive, folder, "gateway-a", network.gatewayA);
        b = Appliance.install(archive, folder, "gateway-b", network.gatewayB);
        if (suite.needsIke()) {
            String secret = StrongSwanPair.secret();
            linesOfA = negotiated(IkeSite.A, IkeSite.B, suite, secret);
            linesOfB = negotiated(IkeSite.B, IkeSite.A, suite, secret);
        } else {
            Site.Pair sites = Site.pair(suite.transforms());
            linesOfA = manual(sites.a());
            linesOfB = manual(sites.b());
        }
    }

    /** Starts and configures both. @throws NotAvailable if they do not know how to do this */
    static SallyportPair open(Kind kind, Path archive, Path folder, String prefix, Suite suite) {
        var pair = new SallyportPair(kind, new Network(prefix), archive, folder, suite);
        try {
            pair.a.launch();
            pair.b.launch();
            for (Appliance gateway : List.of(pair.a, pair.b)) {
                gateway.awaitConsole();
                if (kind == Kind.SALLYPORT_ACCELERATED) {
                    accelerate(gateway);
                }
            }
            pair.paste(pair.a, pair.linesOfA);
            pair.paste(pair.b, pair.linesOfB);
            if (suite.needsIke()) {
                pair.negotiate();
            }
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    private static void accelerate(Appliance gateway) {
        gateway.karaf("feature:install sallyport-accelerated");
        for (int i = 0; i < WAITS; i++) {
            String listing = gateway.show("show crypto transforms");
            if (listing.contains("failed")) {
                throw new NotAvailable(
                        listing.lines().filter(line -> line.contains("failed")).collect(Collectors.joining("; ")));
            }
            if (listing.contains("shadowed") && !listing.contains("pending")) {
                return;
            }
            Appliance.pause(WAIT_MILLIS);
        }
        throw new IllegalStateException(gateway.name() + " does not take the accelerated transforms");
    }

    private List<String> negotiated(IkeSite own, IkeSite peer, Suite suite, String secret) {
        var lines = new ArrayList<>(own.tunnel(peer, suite.transforms(), secret, "encryption aes", "group 14"));
        lines.add("crypto ipsec security-association lifetime kilobytes 536870912"); // one pair of SAs for all rounds
        if (kind.encapsulates()) {
            lines.add("isakmp nat-traversal");
        }
        return lines;
    }

    private List<String> manual(Site site) {
        var lines = new ArrayList<>(site.lines());
        if (kind.encapsulates()) {
            // Before the last line, which binds the map.
            lines.add(lines.size() - 1, ENCAPSULATION);
        }
        return lines;
    }

    /**
     * The first packet makes IKE negotiate. A NAT that changes port 500, and nothing else, makes both sides go on in UDP; it is
     * gone before anything is measured.
     */
    private void negotiate() {
        if (kind.encapsulates()) {
            nft("table ip bench", "chain bench out { type nat hook postrouting priority 100; }");
            nft("rule bench out ip saddr " + Network.OUTSIDE_A + " udp sport 500 snat to " + Network.OUTSIDE_A
                    + ":1500");
        }
        for (int i = 0; i < WAITS && protectedPackets().orElse(0) == 0; i++) {
            Flows.ping(network.hostA, Network.HOST_A, Network.HOST_B, 1, "0.2");
        }
        if (kind.encapsulates()) {
            network.gatewayA.command("nft", "delete table ip bench").succeed();
        }
        String listing = a.show("show crypto ipsec sa");
        if (protectedPackets().orElse(0) == 0 || listing.contains("UDP-Encaps") != kind.encapsulates()) {
            throw new IllegalStateException(
                    "negotiated something else:\n" + listing + a.show("show crypto isakmp failures"));
        }
    }

    private void nft(String... objects) {
        for (String object : objects) {
            network.gatewayA.command("nft", "add " + object).succeed();
        }
    }

    private void paste(Appliance appliance, List<String> lines) {
        Command.Output output = appliance.paste(lines);
        if (output.text().contains("ERROR")) {
            String refused = Site.masked(output.text()).strip();
            if (refused.contains("udp-encapsulation")) {
                throw new NotAvailable(ENCAPSULATION + " was refused");
            }
            throw new IllegalStateException(appliance.name() + " refused a line:\n" + refused);
        }
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public OptionalLong protectedPackets() {
        String listing = a.show("show crypto ipsec sa");
        return OptionalLong.of(Flows.number(listing, "#pkts encaps:") + Flows.number(listing, "#pkts decaps:"));
    }

    @Override
    public List<Exhibit> exhibits() {
        return List.of(
                new Exhibit("gateway A", masked(linesOfA)),
                new Exhibit("gateway B", masked(linesOfB)),
                new Exhibit("gateway A, show interface", a.show("show interface")),
                new Exhibit("gateway A, show crypto ipsec sa", a.show("show crypto ipsec sa")),
                new Exhibit("gateway A, show crypto engine", a.show("show crypto engine")),
                new Exhibit("gateway A, show crypto transforms", a.show("show crypto transforms")));
    }

    private static String masked(List<String> lines) {
        return lines.stream().map(Site::masked).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        a.close();
        b.close();
        network.close();
    }
}
