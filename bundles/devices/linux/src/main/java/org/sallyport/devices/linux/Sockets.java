// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;

/**
 * The sockets outside: one raw socket a protocol and local address (ESP, AH, and ICMP for errors of the path), one UDP
 * socket a port and local address, and a raw one that sends for all. Changed only while no queue is at work.
 */
final class Sockets {
    /** A raw socket of this protocol receives nothing (raw(7)). */
    private static final int IPPROTO_RAW = 255;

    private static final int[] PROTOCOLS = {IpProtocol.ESP, IpProtocol.AH, IpProtocol.ICMP};
    private static final int MAX_SOCKETS = Native.MAX_POLL - 2;

    private final Offloads offloads;
    private final int sender;
    private final Map<Ipv4Address, int[]> raw = new TreeMap<>();
    private final Map<Ipv4Address, Map<Integer, Integer>> udp = new TreeMap<>();
    private Udp[] udpSockets = {};
    private int[] rawSockets = {};

    /** An open UDP socket. */
    record Udp(int fd, int address, int port) {}

    private Sockets(Offloads offloads, int sender) {
        this.offloads = offloads;
        this.sender = sender;
    }

    static Sockets open(Offloads offloads) throws LinuxException {
        return new Sockets(offloads, LinuxException.check(Native.openRaw(IPPROTO_RAW, 0, Numbers.OWN_MARK)));
    }

    /** The raw socket that sends. */
    int sender() {
        return sender;
    }

    /** The raw sockets that receive. */
    int[] raw() {
        return rawSockets;
    }

    Udp[] udp() {
        return udpSockets;
    }

    /** Receives at these addresses, and at no others. @return what could not be done, in words */
    List<String> receiveFor(Set<Ipv4Address> addresses, Set<Integer> ports) {
        var complaints = new ArrayList<String>();
        raw.entrySet().removeIf(entry -> !addresses.contains(entry.getKey()) && close(entry.getValue()));
        udp.values()
                .forEach(byPort -> byPort.entrySet()
                        .removeIf(entry -> !ports.contains(entry.getKey()) && close(entry.getValue())));
        udp.entrySet()
                .removeIf(entry -> !addresses.contains(entry.getKey())
                        && close(entry.getValue().values().stream()
                                .mapToInt(Integer::intValue)
                                .toArray()));
        for (Ipv4Address address : addresses) {
            openRaw(address, complaints);
            for (int port : ports) {
                openUdp(address, port, complaints);
            }
        }
        rawSockets = raw.values().stream().flatMapToInt(Arrays::stream).toArray();
        udpSockets = udp.entrySet().stream()
                .flatMap(entry -> entry.getValue().entrySet().stream()
                        .map(open -> new Udp(open.getValue(), entry.getKey().value(), open.getKey())))
                .toArray(Udp[]::new);
        return complaints;
    }

    private static boolean close(int... fds) {
        Arrays.stream(fds).forEach(Native::close);
        return true;
    }

    private boolean isFull(Ipv4Address address, List<String> complaints) {
        int open = raw.size() * PROTOCOLS.length
                + udp.values().stream().mapToInt(Map::size).sum();
        if (open + PROTOCOLS.length > MAX_SOCKETS) {
            complaints.add(address + ": more than " + MAX_SOCKETS + " sockets");
            return true;
        }
        return false;
    }

    private void openRaw(Ipv4Address address, List<String> complaints) {
        if (raw.containsKey(address) || isFull(address, complaints)) {
            return;
        }
        var fds = new int[PROTOCOLS.length];
        for (int i = 0; i < fds.length; i++) {
            fds[i] = Native.openRaw(PROTOCOLS[i], address.value(), Numbers.OWN_MARK);
            if (fds[i] < 0) {
                complaints.add(address + ": " + LinuxException.words(-fds[i]));
                close(Arrays.copyOf(fds, i));
                return;
            }
        }
        raw.put(address, fds);
    }

    private void openUdp(Ipv4Address address, int port, List<String> complaints) {
        Map<Integer, Integer> byPort = udp.computeIfAbsent(address, none -> new TreeMap<>());
        if (byPort.containsKey(port) || isFull(address, complaints)) {
            return;
        }
        int fd = Native.openUdp(address.value(), port, Numbers.OWN_MARK);
        if (fd < 0) {
            complaints.add(address + " UDP port " + port + ": " + LinuxException.words(-fd));
            return;
        }
        offloads.probeReceive(fd);
        byPort.put(port, fd);
    }

    /** What a listing says of them. */
    List<String> details() {
        var lines = new ArrayList<String>();
        for (Ipv4Address address : raw.keySet()) {
            var ports = udp.getOrDefault(address, Map.of()).keySet();
            lines.add("ESP and AH for " + address + (ports.isEmpty() ? "" : ", UDP ports " + ports));
        }
        return lines;
    }

    void close() {
        raw.values().forEach(Sockets::close);
        udp.values().forEach(byPort -> byPort.values().forEach(Native::close));
        raw.clear();
        udp.clear();
        rawSockets = new int[0];
        udpSockets = new Udp[0];
        Native.close(sender);
    }
}
