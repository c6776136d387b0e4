// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.sallyport.lab.Network;
import org.sallyport.lab.StrongSwan;

/** Two strongSwan gateways that negotiate their keys once, with a pre-shared key. */
final class StrongSwanPair implements Contestant {
    private static final int SECRET_BYTES = 16;
    private static final String NETWORK_A = "10.1.0.0/24";
    private static final String NETWORK_B = "10.2.0.0/24";

    private final Network network;
    private final StrongSwan a;
    private final StrongSwan b;

    private StrongSwanPair(Network network, StrongSwan a, StrongSwan b) {
        this.network = network;
        this.a = a;
        this.b = b;
    }

    /** Starts both and negotiates. */
    static StrongSwanPair open(Path folder, String prefix, Suite suite) {
        var network = new Network(prefix);
        Forwarding.enable(network.gatewayA);
        Forwarding.enable(network.gatewayB);
        // What the tunnel does not take must not pass in clear.
        network.gatewayA.ip("route add blackhole " + NETWORK_B + " metric 4000");
        network.gatewayB.ip("route add blackhole " + NETWORK_A + " metric 4000");
        Map<String, String> common = Map.of("PROPOSAL", suite.proposal(), "SECRET", secret());
        var pair = new StrongSwanPair(
                network,
                new StrongSwan(
                        network.gatewayA,
                        folder.resolve("strongswan-a"),
                        StrongSwanPair.class,
                        side(common, Network.OUTSIDE_A, Network.OUTSIDE_B, NETWORK_A, NETWORK_B)),
                new StrongSwan(
                        network.gatewayB,
                        folder.resolve("strongswan-b"),
                        StrongSwanPair.class,
                        side(common, Network.OUTSIDE_B, Network.OUTSIDE_A, NETWORK_B, NETWORK_A)));
        pair.a.initiate();
        return pair;
    }

    private static Map<String, String> side(
            Map<String, String> common, String local, String remote, String network, String other) {
        var settings = new TreeMap<>(common);
        settings.put("LOCAL", local);
        settings.put("REMOTE", remote);
        settings.put("NETWORK", network);
        settings.put("OTHER", other);
        return settings;
    }

    /** A key for a pair of peers. */
    static String secret() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public Kind kind() {
        return Kind.STRONGSWAN;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public OptionalLong protectedPackets() {
        return OptionalLong.of(a.packets());
    }

    @Override
    public List<Exhibit> exhibits() {
        return List.of(
                new Exhibit("gateway A", a.configuration()),
                new Exhibit("gateway B", b.configuration()),
                new Exhibit("gateway A, swanctl --list-sas", a.associations()));
    }

    @Override
    public void close() {
        a.close();
        b.close();
        network.close();
    }
}
