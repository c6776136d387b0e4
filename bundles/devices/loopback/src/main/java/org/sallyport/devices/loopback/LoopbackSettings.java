// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.loopback;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sallyport.packet.Ipv4Address;

/**
 * Where the wire is and who lives behind the gateway.
 *
 * @param port the UDP port of the wire's end here
 * @param peer the wire's other end, an address of loopback
 * @param host the built-in host
 */
record LoopbackSettings(int port, InetSocketAddress peer, Ipv4Address host) {
    static final String PORT = "sallyport.loopback.port";
    static final String PEER = "sallyport.loopback.peer";
    static final String HOST = "sallyport.loopback.host";

    private static final int LOOPBACK_NET = 127;
    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code sallyport.loopback.port}, by default 17001; {@code sallyport.loopback.peer}, address and port with a colon
     * between, by default 127.0.0.1:17002; and {@code sallyport.loopback.host}, an address, by default 10.1.0.10.
     *
     * @param property the text of a property, null if it is not set
     * @throws IllegalArgumentException naming the property that is wrong
     */
    static LoopbackSettings read(Function<String, @Nullable String> property) {
        String peer = text(property, PEER, "127.0.0.1:17002");
        int colon = Math.max(0, peer.lastIndexOf(':'));
        int peerPort = number(PEER, peer.substring(Math.min(peer.length(), colon + 1)));
        return new LoopbackSettings(
                number(PORT, text(property, PORT, "17001")),
                loopback(address(PEER, peer.substring(0, colon)), peerPort),
                address(HOST, text(property, HOST, "10.1.0.10")));
    }

    private static String text(Function<String, @Nullable String> property, String name, String otherwise) {
        return Objects.requireNonNullElse(property.apply(name), otherwise).strip();
    }

    private static int number(String name, String text) {
        if (text.matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MAX_PORT) {
                return number;
            }
        }
        throw new IllegalArgumentException(name + ": \"" + text + "\" is not a port");
    }

    private static Ipv4Address address(String name, String text) {
        OptionalInt value = Ipv4Address.tryParse(text.equals("localhost") ? "127.0.0.1" : text);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + ": \"" + text + "\" is not an IP address");
        }
        return new Ipv4Address(value.getAsInt());
    }

    private static InetSocketAddress loopback(Ipv4Address address, int port) {
        int bits = address.value();
        if (bits >>> 24 != LOOPBACK_NET) {
            throw new IllegalArgumentException(PEER + ": " + address + " is not an address of loopback");
        }
        var octets = new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(octets), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }
}
