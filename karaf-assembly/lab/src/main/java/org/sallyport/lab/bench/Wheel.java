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
    /** Spokes that neither hub knows. */
    final List<Spoke> crowd;

    Initiator initiator;
    final StrongSwan strongSwan;
    Appliance sallyport;

    private StrongSwan spokes;
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
        hub.ip("route add 198.18.0.0/16 via " + Network.OUTSIDE_A);
        addresses(known);
        strongSwan = charon(hub, "strongswan-hub", Hub.STRONGSWAN.answering(known));
        spokes = charon(network.gatewayA, "strongswan-known", initiating(known, List.of(Hub.Group.values())));
        initiator = new Initiator(spokes);
        sallyport = startSallyport("sallyport");
    }

    /** Starts all three. */
    static Wheel start(Path archive, int crowd) {
        return new Wheel(archive, crowd);
    }

    /** strongSwan wants an address in a network that it has a route from. */
    private void addresses(List<Spoke> some) {
        String all = some.stream()
                .map(spoke ->
                        "addr add " + spoke.address() + "/32 dev wan0\naddr add " + spoke.host() + "/32 dev lan0\n")
                .collect(Collectors.joining());
        network.gatewayA.command("ip", "-batch", "-").input(all).succeed();
    }

    private static String initiating(List<Spoke> some, List<Hub.Group> groups) {
        return Stream.of(Hub.values())
                .flatMap(hub ->
                        groups.stream().flatMap(group -> some.stream().map(spoke -> hub.initiating(group, spoke))))
                .collect(Collectors.joining());
    }

    private StrongSwan charon(Namespace namespace, String name, String connections) {
        return new StrongSwan(
                namespace,
                folder.resolve(name),
                Wheel.class,
                "handshakes/",
                Map.of("CONNECTIONS", connections, "SECRET", secret));
    }

    private Appliance startSallyport(String name) {
        Appliance appliance = Appliance.install(archive, folder, name, network.gatewayB);
        appliance.write("etc/startup-config.pix", String.join("\n", Hub.lines(secret, known)) + "\n");
        appliance.launch();
        appliance.awaitConsole();
        return appliance;
    }

    /** Puts a Sallyport that has done nothing yet in the place of the one that worked, and the crowd in that of the spokes. */
    void admitCrowd(Hub.Group group) {
        sallyport.close();
        sallyport = startSallyport("sallyport-anew");
        spokes.close();
        addresses(crowd); // while nobody listens: charon misses some of so many that come at once
        spokes = charon(network.gatewayA, "strongswan-crowd", initiating(crowd, List.of(group)));
        initiator = new Initiator(spokes);
    }

    /** The process of a hub. */
    Process process(Hub hub) {
        return hub == Hub.SALLYPORT ? sallyport.process() : strongSwan.process();
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
