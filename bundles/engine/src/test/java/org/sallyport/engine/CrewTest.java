// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.esp.Esp;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InMemoryDevice;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.Spd;
import org.sallyport.ipsec.SpdSnapshot;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.World;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.internal.Registry;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.hmacsha1.HmacSha1;

/** Several workers with threads of their own share flows: each SA has one owner, whichever queue its packets come by. */
final class CrewTest {
    private static final int QUEUES = 3;
    private static final int FLOWS = 12;
    private static final int PACKETS = 4_000;

    private Side left;
    private Side right;

    /** A device whose queues are in-memory devices; outside only the first receives. */
    private record Queues(List<InMemoryDevice> parts) implements Device {
        @Override
        public DeviceStatus status() {
            return DeviceStatus.present("queues", List.of());
        }

        @Override
        public boolean carriesClear() {
            return true;
        }

        @Override
        public List<Queue> queues() {
            return List.copyOf(parts);
        }
    }

    /** A gateway with several workers. */
    private static final class Side {
        final Sad sad = Sad.create();
        final Registry registry = new Registry(World.ticker(), Threads.system());
        final Queues device;
        final EngineComponent engine;

        Side(
                List<Tunnel> tunnels,
                java.util.function.Consumer<byte[]> toHost,
                java.util.function.Consumer<byte[]> toWire) {
            for (Transform transform : List.of(new AesCbc(), new HmacSha1())) {
                registry.add(transform, TransformDescription.of(transform));
                registry.doWork();
            }
            Spd spd = Spd.create();
            spd.replace(new SpdSnapshot(List.of(new SecurityPolicy(
                    "outside", tunnels.stream().map(Tunnel::entry).toList()))));
            sad.change(present -> new SadSnapshot(
                    tunnels.stream().map(t -> new InboundSa(t.inbound(), 0)).toList(),
                    tunnels.stream().map(t -> new OutboundSa(t.outbound(), 0)).toList()));
            device = new Queues(IntStream.range(0, QUEUES)
                    .mapToObj(i -> new InMemoryDevice(toHost, toWire))
                    .toList());
            engine = new EngineComponent(sad, spd, registry, World.entropy(), World.ticker(), Threads.system());
            engine.bindProtocol(new Esp());
            engine.bindDevice(device);
        }
    }

    private final Set<String> arrived = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void start() {
        List<Tunnel> tunnels = IntStream.range(0, FLOWS)
                .mapToObj(i -> new Tunnel(
                        10 + i,
                        Pair.LEFT,
                        "10.1." + i + ".0/24",
                        Pair.RIGHT,
                        "10.2." + i + ".0/24",
                        Suite.AES_SHA1,
                        0x1000 + i,
                        0x2000 + i,
                        false))
                .toList();
        right = new Side(
                tunnels.stream().map(Tunnel::otherEnd).toList(), packet -> arrived.add(key(packet)), packet -> {});
        left = new Side(
                tunnels, packet -> {}, packet -> right.device.parts().get(0).fromWire(packet));
    }

    @AfterEach
    void stop() {
        left.engine.deactivate();
        right.engine.deactivate();
    }

    private static String key(byte[] packet) {
        return packet[14] + "/" + (packet[26] << 8 | packet[27] & 0xFF);
    }

    @Test
    void everyPacketOfEveryFlowArrivesOnceWhicheverQueueItTakes() {
        var expected = new ArrayList<String>();
        for (int i = 0; i < PACKETS; i++) {
            int flow = i % FLOWS;
            byte[] packet = ClearPacket.from("10.1." + flow + ".1")
                    .to("10.2." + flow + ".1")
                    .echo(i / FLOWS, 40);
            expected.add(key(packet));
            left.device.parts().get(i % QUEUES).fromHost(packet);
            if (i % 50 == 49) { // the in-memory queues are short
                awaitArrived(expected.size());
            }
        }
        awaitArrived(PACKETS);
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(left.sad.drops().snapshot()).isEmpty();
        assertThat(right.sad.drops().snapshot()).isEmpty();
        assertThat(left.engine.snapshot().packetsSealed()).isEqualTo(PACKETS);
        assertThat(right.engine.snapshot().packetsOpened()).isEqualTo(PACKETS);
        assertThat(left.sad.snapshot().outbound().stream()
                        .mapToLong(OutboundSa::sequence)
                        .sum())
                .as("no number twice, none left out")
                .isEqualTo(PACKETS);
    }

    @Test
    void whatFindsNoRoomIsCounted() {
        var crew = new Crew(2);
        var packet = org.sallyport.packet.Packet.copyOf(new byte[60], 0, 0);
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            taken += crew.hand(0, 1, packet, true) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(256);
        crew.between(0, 1).release(100);
        assertThat(crew.hand(0, 1, packet, false)).isTrue();
        assertThat(crew.between(0, 1).size()).isEqualTo(157);
        assertThat(DropReason.WORKER_BUSY.text()).isNotEmpty();
    }

    private void awaitArrived(int count) {
        for (int i = 0; i < 20_000 && arrived.size() < count; i++) {
            java.util.concurrent.locks.LockSupport.parkNanos(500_000);
        }
        assertThat(arrived).hasSizeGreaterThanOrEqualTo(count);
    }
}
