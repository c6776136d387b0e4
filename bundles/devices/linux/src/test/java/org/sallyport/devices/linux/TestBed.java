// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.sallyport.ipsec.AccessFilters;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.GuardCount;
import org.sallyport.ipsec.HostPlan;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;
import org.sallyport.runtime.Threads;

/**
 * A gateway in the namespace of this process whose two wires are TUNs in our hand: {@code in0} towards the hosts, {@code
 * out0} bound, towards the peers. A packet put on a wire has gone through the kernel when the call returns.
 */
final class TestBed implements AutoCloseable {
    static final String TUN = "sallyport0";

    final LinuxMachine machine = LinuxMachine.open(TUN, 1, Threads.system(), line -> {});
    private final int in = Native.openTun("in0", false, false);
    private final int out = Native.openTun("out0", false, false);
    private final byte[] slab = new byte[64 * 2048];

    /** Where a packet came out. */
    enum Place {
        IN,
        OUT,
        TUN,
        NOWHERE
    }

    /** Hosts are 20.0.3.0/24 behind in0, where the gateway is 22.0.0.254; all else is behind out0, from 21.0.0.254. */
    TestBed() {
        for (String setting : List.of("rp_filter=0", "send_redirects=0")) {
            Namespaces.run("sysctl", "-q", "-w", "net.ipv4.conf.all." + setting, "net.ipv4.conf.default." + setting);
            Namespaces.run("sysctl", "-q", "-w", "net.ipv4.conf.in0." + setting, "net.ipv4.conf.out0." + setting);
        }
        ip("addr add 22.0.0.254/32 dev in0");
        ip("addr add 21.0.0.254/32 dev out0");
        ip("link set in0 up");
        ip("link set out0 up");
        ip("route add 20.0.3.0/24 dev in0");
        ip("route add default dev out0");
    }

    static String ip(String line) {
        return Namespaces.run(("ip " + line).split(" "));
    }

    static HostPlan plan(List<SecurityPolicy> policies) {
        return new HostPlan(List.of(), List.of(), Optional.of(policies), Set.of(), true);
    }

    static SecurityPolicy permit(String source, String destination) {
        var selector = new TrafficSelector(Ipv4Prefix.parse(source), Ipv4Prefix.parse(destination));
        var element = new SecurityPolicy.Element(true, selector, new Flow("map", 10, 0));
        return new SecurityPolicy("out0", List.of(new SecurityPolicy.Entry(List.of(element))));
    }

    void apply(SecurityPolicy... policies) {
        assertThat(machine.network().apply(plan(List.of(policies)))).isEmpty();
    }

    void apply(AccessFilters filters, SecurityPolicy... policies) {
        var plan = new HostPlan(List.of(), List.of(), Optional.of(List.of(policies)), Set.of(), true, filters);
        assertThat(machine.network().apply(plan)).isEmpty();
    }

    /** Puts a packet on the wire to the hosts, and says where it went. */
    Place fromHost(byte[] packet) {
        return put(in, packet);
    }

    /** Puts a packet on the wire to the peers, and says where it went. */
    Place fromPeer(byte[] packet) {
        return put(out, packet);
    }

    /** Writes an opened packet into the device, and says where it went. */
    Place fromTunnel(byte[] packet) {
        var one = new PacketBatch(1);
        one.add(Packet.copyOf(packet, 0, 0));
        assertThat(inside().send(one)).isEqualTo(1);
        return where(packet);
    }

    private Place put(int wire, byte[] packet) {
        assertThat(Native.writeTun(wire, packet, new int[] {0}, new int[] {packet.length}, 1, new int[] {1}, null, 1))
                .isEqualTo(1);
        return where(packet);
    }

    /** Where a packet, or the answer to an echo request, comes out; it is taken away from there. */
    Place where(byte[] packet) {
        var found = new HashMap<Place, Integer>();
        var steered = new PacketBatch(64);
        inside().receive(steered);
        for (int i = 0; i < steered.size(); i++) {
            count(Place.TUN, packet, steered.get(i).toByteArray(), found);
        }
        read(in).forEach(bytes -> count(Place.IN, packet, bytes, found));
        read(out).forEach(bytes -> count(Place.OUT, packet, bytes, found));
        assertThat(found.values().stream().mapToInt(Integer::intValue).sum())
                .as("copies of one packet: %s", found)
                .isLessThanOrEqualTo(1);
        return found.keySet().stream().findFirst().orElse(Place.NOWHERE);
    }

    private List<byte[]> read(int wire) {
        var offsets = new int[64];
        var lengths = new int[64];
        for (int i = 0; i < 64; i++) {
            offsets[i] = i * 2048;
            lengths[i] = 2048;
        }
        int packets = Native.readTun(wire, slab, offsets, lengths, 64, slab.length);
        return IntStream.range(0, Math.max(0, packets))
                .mapToObj(i -> Arrays.copyOfRange(slab, offsets[i], offsets[i] + lengths[i]))
                .toList();
    }

    private static void count(Place place, byte[] packet, byte[] bytes, Map<Place, Integer> found) {
        if (Packets.sameOrAnswer(packet, bytes)) {
            found.merge(place, 1, Integer::sum);
        }
    }

    Device.Port inside() {
        return machine.device().queues().get(0).inside();
    }

    Device.Port outside() {
        return machine.device().queues().get(0).outside();
    }

    long counted(DropReason reason) {
        Optional<GuardCount> count = machine.network().guardCounts().stream()
                .filter(one -> one.reason() == reason && one.interfaceName().equals("out0"))
                .findFirst();
        return count.map(GuardCount::packets).orElse(-1L);
    }

    @Override
    public void close() {
        machine.close();
        Native.close(in);
        Native.close(out);
    }
}
