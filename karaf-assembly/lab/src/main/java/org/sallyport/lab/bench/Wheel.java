// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.lab.Appliance;
import org.sallyport.lab.Laboratory;
import org.sallyport.lab.Namespace;
import org.sallyport.lab.Network;
import org.sallyport.lab.StrongSwan;

/** Both hubs, and the one process that all their spokes are: each in a namespace of its own on one wire. */
final class Wheel implements AutoCloseable {
    /** How many handshakes go on at once. */
    static final int AT_ONCE = 8;

    /** Spokes that both hubs know one by one. */
    final List<Spoke> known = Spoke.some("k", 4, AT_ONCE);
    /** Spokes that Sallyport answers by a dynamic map. */
    final List<Spoke> crowd;

    final Initiator initiator;
    final StrongSwan strongSwan;
    Appliance sallyport;

    private final StrongSwan spokes;
    private final Path archive;
    private final Path folder = Laboratory.folder();
    private final Network network;
    private final String secret;

    private Wheel(Path archive, int crowd) {
        this.archive = archive;
        this.crowd = Spoke.some("c", 8, crowd);
        network = new Network("sp%04d8".formatted(ProcessHandle.current().pid() % 10_000));
        Namespace hub = network.third().gateway();
        secret = StrongSwanPair.secret();
        addresses(hub);
        strongSwan = charon(hub, "strongswan-hub", Hub.STRONGSWAN.answering(spokes()));
        String connections = Stream.of(Hub.values())
                .flatMap(each -> Stream.of(Hub.Group.values())
                        .flatMap(group -> spokes().stream().map(spoke -> each.initiating(group, spoke))))
                .collect(Collectors.joining());
        spokes = charon(network.gatewayA, "strongswan-spokes", connections);
        initiator = new Initiator(spokes);
        sallyport = startSallyport("sallyport");
    }

    /** Starts all three. */
    static Wheel start(Path archive, int crowd) {
        return new Wheel(archive, crowd);
    }

    private List<Spoke> spokes() {
        return Stream.concat(known.stream(), crowd.stream()).toList();
    }

    private void addresses(Namespace hub) {
        String all = spokes().stream()
                .map(spoke ->
                        "addr add " + spoke.address() + "/32 dev wan0\naddr add " + spoke.host() + "/32 dev lan0\n")
                .collect(Collectors.joining());
        network.gatewayA.command("ip", "-batch", "-").input(all).succeed();
        hub.ip("route add 198.18.0.0/16 via " + Network.OUTSIDE_A);
    }

    private StrongSwan charon(Namespace namespace, String name, String connections) {
        return new StrongSwan(
                namespace,
                folder.resolve(name),
                Wheel.class,
                "handshakes/",
                Map.of(
                        "CONNECTIONS",
                        connections,
                        "SECRET",
                        secret,
                        "DH",
                        System.getProperty("dh", "openssl gmp"),
                        "LONG",
                        System.getProperty("long", "yes")));
    }

    private Appliance startSallyport(String name) {
        Appliance appliance = Appliance.install(archive, folder, name, network.gatewayB);
        String lines = String.join("\n", Hub.lines(secret, known, true));
        appliance.write("etc/startup-config.pix", lines + "\n");
        appliance.launch();
        appliance.awaitConsole();
        return appliance;
    }

    /** Ends Sallyport, and starts another one that has done nothing yet. */
    void fresh() {
        sallyport.close();
        sallyport = startSallyport("sallyport-fresh");
    }

    /** The process of a hub. */
    Process process(Hub hub) {
        return hub == Hub.SALLYPORT ? sallyport.process() : strongSwan.process();
    }

    /** How Sallyport is configured. */
    String lines() {
        return Hub.lines("********", known, true).stream().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        sallyport.close();
        strongSwan.close();
        spokes.close();
        network.close();
        Laboratory.delete(folder);
    }
}
