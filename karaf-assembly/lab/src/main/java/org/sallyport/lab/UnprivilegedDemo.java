// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two appliances on loopback whose device is a UDP wire with hosts built in: needs no capability at all. */
final class UnprivilegedDemo {
    private static final int PORT_A = 17_001;
    private static final int PORT_B = 17_002;

    private UnprivilegedDemo() {}

    /** Runs it. @return whether all was as it should be */
    static boolean run(Path archive) {
        Path folder = Laboratory.folder();
        Leftovers.atEnd(() -> Laboratory.delete(folder));
        try (Appliance a = appliance(archive, folder, "gateway-a", 22_221, 18_101, PORT_A, PORT_B, Network.HOST_A);
                Appliance b = appliance(archive, folder, "gateway-b", 22_222, 18_102, PORT_B, PORT_A, Network.HOST_B)) {
            System.out.println("Two appliances on loopback start ...");
            a.launch();
            b.launch();
            a.awaitConsole();
            b.awaitConsole();
            Site.Pair sites = Site.pair("esp-3des esp-sha-hmac");
            paste(a, sites.a());
            paste(b, sites.b());
            return show(a, b);
        }
    }

    private static Appliance appliance(
            Path archive, Path folder, String name, int console, int karaf, int port, int peer, String host) {
        return Appliance.install(archive, folder, name, console, karaf)
                .property("sallyport.device", "loopback")
                .property("sallyport.loopback.port", String.valueOf(port))
                .property("sallyport.loopback.peer", "127.0.0.1:" + peer)
                .property("sallyport.loopback.host", host);
    }

    private static void paste(Appliance appliance, Site site) {
        System.out.println("\n" + appliance.name() + ", typed on its console:");
        var lines = new ArrayList<>(site.lines());
        lines.forEach(line -> System.out.println("  " + Site.masked(line)));
        Command.Output output = appliance.paste(lines);
        output.lines().stream().filter(line -> !line.isBlank()).forEach(line -> System.out.println("    " + line));
    }

    private static boolean show(Appliance a, Appliance b) {
        System.out.println("\n" + a.name() + "# host ping " + Network.HOST_B + " count 5");
        System.out.println(a.show("host ping " + Network.HOST_B + " count 5"));
        forge();
        Appliance.pause(200);
        boolean good = true;
        for (Appliance appliance : List.of(a, b)) {
            String associations = appliance.show("show crypto ipsec sa");
            String engine = appliance.show("show crypto engine");
            System.out.println("\n" + appliance.name() + "# show crypto ipsec sa\n" + associations);
            System.out.println("\n" + appliance.name() + "# show crypto engine\n" + engine);
            good &= Flows.number(associations, "#pkts encaps:") == 5;
            good &= Flows.number(associations, "#pkts decaps:") == 5;
        }
        boolean named = b.show("show crypto engine").contains("NOT_AUTHENTIC");
        System.out.println("\nThe forged packet was dropped at " + b.name() + " as "
                + (named ? "NOT_AUTHENTIC" : "nothing that it says"));
        return good && named;
    }

    /** Sends B a packet with the SPI of its inbound SA and nonsense behind it, as if from A. */
    private static void forge() {
        var packet = new byte[20 + 8 + 8 + 64 + 12];
        packet[0] = 0x45;
        packet[3] = (byte) packet.length;
        packet[8] = 64;
        packet[9] = 50;
        System.arraycopy(new byte[] {(byte) 198, 18, 0, 1, (byte) 198, 18, 0, 2}, 0, packet, 12, 8);
        packet[22] = 1002 >> 8;
        packet[23] = (byte) 1002;
        packet[27] = 99;
        // Only A's own socket may speak to B's wire: A's port is taken, so the forgery comes through A's wire port
        // range.
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), PORT_B));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
