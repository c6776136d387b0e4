// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.devices.linux.Packets.address;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sallyport.ipsec.Device;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Checksum;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;
import org.sallyport.runtime.Threads;

/** What {@link LinuxDeviceTest} lets happen inside namespaces. */
final class DeviceScenarios {
    private static final int LIMIT_MILLIS = 10_000;
    private static final int PAYLOAD = 1400;
    private static final int ROUND_MILLIS = 1_000;

    private DeviceScenarios() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "answerPings" -> answerPings();
            case "sendEsp" -> sendEsp(Integer.parseInt(arguments[1]));
            case "receiveEsp" -> receiveEsp(Integer.parseInt(arguments[1]));
            case "wakeUp" -> wakeUp();
            case "closeWhileBlocked" -> closeWhileBlocked();
            case "openAndClose" -> openAndClose();
            case "lostTun" -> lostTun();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static Device.Queue queue(LinuxDevice device) {
        return device.queues().get(0);
    }

    /** Plays the host 192.0.2.2 behind the TUN, and lets the kernel ping it. */
    private static void answerPings() throws Exception {
        try (var device = LinuxDevice.open("tun9", 1)) {
            TestBed.ip("addr add 192.0.2.1/24 dev tun9");
            TestBed.ip("link set tun9 up");
            assertThat(device.status().details()).first().isEqualTo("TUN tun9");
            Process ping = new ProcessBuilder("ping", "-q", "-c", "5", "-i", "0.05", "192.0.2.2").start();
            var batch = new PacketBatch(16);
            int answered = 0;
            while (ping.isAlive()) {
                queue(device).await(100);
                batch.clear();
                queue(device).inside().receive(batch);
                var answers = new PacketBatch(16);
                for (int i = 0; i < batch.size(); i++) {
                    if (isEchoRequest(batch.get(i))) {
                        answer(batch.get(i));
                        answers.add(batch.get(i));
                    }
                }
                answered += queue(device).inside().send(answers);
            }
            assertThat(ping.waitFor()).isZero();
            assertThat(answered).isEqualTo(5);
        }
    }

    private static boolean isEchoRequest(Packet packet) {
        return Ipv4Header.isValid(packet.buffer(), packet.offset(), packet.length())
                && Ipv4Header.protocol(packet.buffer(), packet.offset()) == IpProtocol.ICMP
                && packet.buffer()[packet.offset() + Ipv4Header.MIN_LENGTH] == 8;
    }

    private static void answer(Packet packet) {
        byte[] bytes = packet.toByteArray();
        byte[] payload = Arrays.copyOfRange(bytes, Ipv4Header.MIN_LENGTH, bytes.length);
        payload[0] = 0;
        payload[2] = 0;
        payload[3] = 0;
        BigEndian.putU16(payload, 2, Checksum.of(payload, 0, payload.length));
        byte[] answer =
                Packets.ip(IpProtocol.ICMP, 1, Ipv4Header.destination(bytes, 0), Ipv4Header.source(bytes, 0), payload);
        packet.set(answer, 0, answer.length);
    }

    /** Sends so many packets in batches of 300, each in its own array or all in one slab, and one that no wire takes. */
    private static void sendEsp(int count) throws Exception {
        try (var device = LinuxDevice.open("tun9", 1)) {
            int from = address("198.51.100.1");
            int to = address("198.51.100.2");
            var oversized = new PacketBatch(2);
            oversized.add(Packet.copyOf(Packets.esp(0xFFFF, from, to, 3000), 0, 0));
            oversized.add(Packet.copyOf(Packets.esp(1, from, to, PAYLOAD), 0, 0));
            assertThat(queue(device).outside().send(oversized))
                    .as("only the one that fits")
                    .isEqualTo(1);
            int sent = 1;
            var slab = PacketBatch.allocate(300, 64 + PAYLOAD + 20 + 64, 64);
            while (sent < count) {
                var own = new PacketBatch(300);
                int size = Math.min(300, count - sent);
                for (int i = 0; i < size; i++) {
                    byte[] packet = Packets.esp(sent + 1 + i, from, to, PAYLOAD);
                    slab.get(i).set(packet, 0, packet.length);
                    own.add(i % 7 == 0 ? Packet.copyOf(packet, 8, 0) : slab.get(i));
                }
                assertThat(queue(device).outside().send(own)).isEqualTo(size);
                sent += size;
            }
        }
    }

    /** Receives packets 1 to count, in their order and whole; the first words tell that it is ready. */
    private static void receiveEsp(int count) throws Exception {
        try (var device = LinuxDevice.open("tun9", 1)) {
            assertThat(device.receiveFor(Set.of(Ipv4Address.parse("198.51.100.2")), Set.of(4500)))
                    .isEmpty();
            assertThat(device.status().details()).contains("ESP and AH for 198.51.100.2, UDP ports [4500]");
            System.out.println("ready");
            int from = address("198.51.100.1");
            int to = address("198.51.100.2");
            var batch = new PacketBatch(400);
            int received = 0;
            int largestBatch = 0;
            for (int rounds = 0; received < count && rounds < LIMIT_MILLIS; rounds++) {
                queue(device).await(ROUND_MILLIS);
                batch.clear();
                queue(device).outside().receive(batch);
                largestBatch = Math.max(largestBatch, batch.size());
                for (int i = 0; i < batch.size(); i++) {
                    byte[] expected = Packets.esp(++received, from, to, PAYLOAD);
                    assertThat(Arrays.equals(batch.get(i).toByteArray(), expected))
                            .as("packet %d as it was sent", received)
                            .isTrue();
                }
            }
            assertThat(received).isEqualTo(count);
            System.out.println("largest batch " + largestBatch);
        }
    }

    private static void wakeUp() throws Exception {
        try (var device = LinuxDevice.open("tun9", 1)) {
            queue(device).wakeUp();
            queue(device).await(LIMIT_MILLIS); // the one before it counts
            var over = new CountDownLatch(1);
            Threads.system().run("waiting", () -> {
                queue(device).await(LIMIT_MILLIS * 10L);
                over.countDown();
            });
            queue(device).wakeUp();
            assertThat(over.await(5, TimeUnit.SECONDS)).isTrue();
            long begin = System.nanoTime();
            queue(device).await(50);
            assertThat(System.nanoTime() - begin).as("wake-ups are used up").isGreaterThan(40_000_000);
        }
    }

    private static void closeWhileBlocked() throws Exception {
        LinuxDevice device = LinuxDevice.open("tun9", 1);
        var over = new CountDownLatch(1);
        var waiting = new CountDownLatch(1);
        Threads.system().run("waiting", () -> {
            waiting.countDown();
            queue(device).await(LIMIT_MILLIS * 10L);
            over.countDown();
        });
        assertThat(waiting.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(device.receiveFor(Set.of(Ipv4Address.parse("127.0.0.1")), Set.of(4500)))
                .isEmpty();
        device.close();
        assertThat(over.await(5, TimeUnit.SECONDS)).isTrue();
        var batch = new PacketBatch(4);
        queue(device).inside().receive(batch);
        queue(device).outside().receive(batch);
        queue(device).wakeUp();
        device.close();
        assertThat(batch.isEmpty()).isTrue();
        assertThat(device.status().present()).isFalse();
    }

    private static void openAndClose() throws Exception {
        openOnce();
        openTwice();
        int before = descriptors();
        for (int i = 0; i < 500; i++) {
            openOnce();
        }
        openTwice();
        assertThat(descriptors()).isEqualTo(before);
    }

    private static void openTwice() throws Exception {
        try (var device = LinuxDevice.open("tun9", 1);
                var second = LinuxMachine.open("tun9", 1, Threads.system(), line -> {})) {
            assertThat(second.device().status().details()).containsExactly("tun9 is in use by another process");
            assertThat(device.status().present()).isTrue();
        }
    }

    private static void openOnce() throws Exception {
        try (var device = LinuxDevice.open("tun9", 1)) {
            var addresses = Set.of(Ipv4Address.parse("127.0.0.1"), Ipv4Address.parse("203.0.113.7"));
            assertThat(device.receiveFor(addresses, Set.of(500, 4500))).isEmpty();
            assertThat(device.receiveFor(Set.of(Ipv4Address.parse("127.0.0.1")), Set.of(4500)))
                    .isEmpty();
        }
    }

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    /** Somebody deletes the interface: the device says so, and does not spin. */
    private static void lostTun() throws Exception {
        try (var device = LinuxDevice.open("tun9", 1)) {
            TestBed.ip("link del tun9");
            var batch = new PacketBatch(4);
            var states = new ArrayList<Boolean>();
            for (Device.Port port :
                    List.of(queue(device).inside(), queue(device).outside())) {
                port.receive(batch);
                states.add(batch.isEmpty());
            }
            assertThat(states).containsExactly(true, true);
            assertThat(device.status().present()).isFalse();
            assertThat(device.status().details().get(0)).startsWith("tun9 is gone");
            long begin = System.nanoTime();
            queue(device).await(50);
            assertThat(System.nanoTime() - begin).isGreaterThan(40_000_000);
        }
    }
}
