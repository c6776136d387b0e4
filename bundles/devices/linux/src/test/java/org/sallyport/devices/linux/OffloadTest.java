// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Rounds;

/** What is joined and cut again is what it was, packet by packet, flow by flow. */
final class OffloadTest {
    private static final int ROOM = VirtioHeader.LENGTH;

    /** A packet, as a stream of one flow sends it next. */
    private static final class Sender {
        private final int port;
        private final boolean tcp;
        private final int options;
        private final int fragmentFlags;
        private int sequence;
        private int identification;

        Sender(int port, SplittableRandom random) {
            this.port = port;
            this.tcp = random.nextInt(3) > 0;
            this.options = random.nextInt(4) * 4;
            this.fragmentFlags = random.nextBoolean() ? 0x4000 : 0;
            this.sequence = random.nextInt();
            this.identification = random.nextInt(0x10000);
        }

        byte[] next(int payload, int flags, SplittableRandom random) {
            byte[] data = Rounds.bytes(random, payload);
            var ip = new ClearPacket("10.1.0.1", "10.2.0.1", 0, identification++ & 0xFFFF, fragmentFlags, 63);
            if (!tcp) {
                byte[] udp = new byte[8 + payload];
                ByteBuffer.wrap(udp)
                        .putShort((short) port)
                        .putShort((short) 7)
                        .putShort((short) udp.length)
                        .putShort((short) 0)
                        .put(data);
                return withChecksum(ip.carrying(17, udp), 6);
            }
            var segment = new byte[20 + options + payload];
            ByteBuffer.wrap(segment)
                    .putShort((short) port)
                    .putShort((short) 80)
                    .putInt(sequence)
                    .putInt(77)
                    .put((byte) ((20 + options) / 4 << 4))
                    .put((byte) flags)
                    .putShort((short) 500);
            Arrays.fill(segment, 20, 20 + options, (byte) 1);
            System.arraycopy(data, 0, segment, 20 + options, payload);
            sequence += payload;
            return withChecksum(ip.carrying(6, segment), 16);
        }
    }

    private static byte[] withChecksum(byte[] packet, int place) {
        int length = packet.length - 20;
        var pseudo = ByteBuffer.allocate(12 + length);
        pseudo.put(packet, 12, 8).put((byte) 0).put(packet[9]).putShort((short) length);
        pseudo.put(packet, 20, length);
        int sum = ClearPacket.checksum(pseudo.array(), pseudo.capacity());
        BigEndian.putU16(packet, 20 + place, packet[9] == 17 && sum == 0 ? 0xFFFF : sum);
        return packet;
    }

    /** Random traffic of a few flows: mostly what can be joined, and some of everything else. */
    private static List<byte[]> traffic(SplittableRandom random) {
        var senders = new ArrayList<Sender>();
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            senders.add(new Sender(1000 + i, random));
        }
        int usual = 1 + random.nextInt(1400);
        var packets = new ArrayList<byte[]>();
        Sender sender = senders.get(0);
        while (packets.size() < 100) {
            if (random.nextInt(6) == 0) {
                sender = senders.get(random.nextInt(senders.size()));
            }
            int payload = random.nextInt(10) == 0 ? random.nextInt(usual + 1) : usual;
            int flags = TransportHeader.ACK;
            switch (random.nextInt(30)) {
                case 0 -> flags |= TransportHeader.FIN;
                case 1 -> flags |= TransportHeader.PSH;
                case 2 -> flags |= 0x20; // URG
                default -> {}
            }
            byte[] packet = sender.next(payload, flags, random);
            switch (random.nextInt(60)) {
                case 0 -> packet[packet.length - 1] ^= 1; // a wrong checksum stays wrong
                case 1 -> packet = new ClearPacket("10.1.0.1", "10.2.0.1", 0, 9, 0x2000, 63).carrying(6, packet);
                case 2 -> packet = ClearPacket.from("10.1.0.1").to("10.2.0.1").echo(1, 50);
                default -> {}
            }
            packets.add(packet);
        }
        return packets;
    }

    private static PacketBatch batch(List<byte[]> packets) {
        PacketBatch memory = PacketBatch.allocate(packets.size(), 1600, 40);
        var batch = new PacketBatch(packets.size());
        for (byte[] packet : packets) {
            memory.get(batch.size()).set(packet, 0, packet.length);
            batch.add(memory.get(batch.size()));
        }
        return batch;
    }

    /** Joins a batch, and cuts what came of it, as a kernel does. */
    private static List<byte[]> throughBoth(PacketBatch batch, Coalescer coalescer, List<Integer> sizes) {
        int groups = coalescer.arrange(batch, 0, batch.size());
        var out = new ArrayList<byte[]>();
        int region = 0;
        for (int group = 0; group < groups; group++) {
            var piece = ByteBuffer.allocate(ROOM + 70_000);
            piece.put(coalescer.virtio, group * ROOM, ROOM);
            for (int i = 0; i < coalescer.sizes[group]; i++, region++) {
                piece.put(batch.get(0).buffer(), coalescer.offsets[region], coalescer.lengths[region]);
            }
            sizes.add(coalescer.sizes[group]);
            int length = piece.position() - ROOM;
            if (coalescer.sizes[group] == 1) {
                out.add(Arrays.copyOfRange(piece.array(), ROOM, ROOM + length));
            } else {
                cut(piece.array(), length, out);
            }
        }
        assertThat(region).as("every packet has its place").isEqualTo(batch.size());
        return out;
    }

    private static void cut(byte[] piece, int length, List<byte[]> out) {
        var segmenter = new Segmenter();
        assertThat(segmenter.begin(piece, 0, length)).isTrue();
        while (segmenter.hasNext()) {
            var into = new Packet(new byte[2000], 0, 2000, 100);
            assertThat(segmenter.next(into)).isTrue();
            out.add(into.toByteArray());
        }
    }

    private static Map<String, List<String>> byFlow(List<byte[]> packets) {
        var flows = new LinkedHashMap<String, List<String>>();
        for (byte[] packet : packets) {
            String flow = packet[9] + "/" + BigEndian.i32(packet, 20);
            byte[] compared = packet.clone();
            if ((packet[6] & 0x40) != 0) { // RFC 6864, 4.1: the identification means nothing
                Arrays.fill(compared, 4, 6, (byte) 0);
                Arrays.fill(compared, 10, 12, (byte) 0);
            }
            flows.computeIfAbsent(flow, none -> new ArrayList<>()).add(packet.length + " bytes, CRC " + crc(compared));
        }
        return flows;
    }

    private static long crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    @Test
    void randomTrafficComesThroughJoiningAndCuttingAsItWas() {
        var joined = new ArrayList<Integer>();
        Rounds.of(3_000, random -> {
            List<byte[]> packets = traffic(random);
            var coalescer = new Coalescer(random.nextBoolean());
            List<byte[]> out = throughBoth(batch(packets), coalescer, joined);
            assertThat(byFlow(out)).isEqualTo(byFlow(packets));
        });
        assertThat(joined.stream().filter(size -> size > 3).count())
                .as("it does join")
                .isGreaterThan(3_000);
    }

    @Test
    void aStreamBecomesOnePiece() {
        var sizes = new ArrayList<Integer>();
        var random = new SplittableRandom(1);
        var sender = new Sender(5, new SplittableRandom(5));
        var packets = new ArrayList<byte[]>();
        for (int i = 0; i < 40; i++) {
            packets.add(sender.next(1400, TransportHeader.ACK, random));
        }

        throughBoth(batch(packets), new Coalescer(true), sizes);

        assertThat(sizes).containsExactly(40);
    }

    @Test
    void whatTheKernelHandsOverMayBeAnyBytes() {
        Rounds.of(200_000, random -> {
            int length = random.nextInt(120);
            byte[] piece = Rounds.bytes(random, ROOM + length);
            piece[1] = (byte) (random.nextBoolean() ? VirtioHeader.TCP4 : VirtioHeader.UDP);
            if (length > 20) {
                piece[ROOM] = (byte) (0x45 + random.nextInt(3));
                BigEndian.putU16(piece, ROOM + 2, random.nextInt(8) == 0 ? random.nextInt(200) : length);
                piece[ROOM + 9] = (byte) (piece[1] == VirtioHeader.TCP4 ? 6 : 17);
            }
            var segmenter = new Segmenter();
            if (segmenter.begin(piece, 0, length)) {
                int rounds = 0;
                while (segmenter.hasNext()) {
                    segmenter.next(new Packet(new byte[400], 0, 400, 100));
                    assertThat(++rounds).isLessThan(200);
                }
            }
            Segmenter.completeChecksum(piece, 0, length);
        });
    }

    @Test
    void aChecksumLeftToUsIsCompleted() {
        byte[] whole = new Sender(7, new SplittableRandom(3)).next(33, TransportHeader.ACK, new SplittableRandom(2));
        int transport = whole[9] == 6 ? TransportHeader.TCP_CHECKSUM : TransportHeader.UDP_CHECKSUM;
        var piece = new byte[ROOM + whole.length];
        System.arraycopy(whole, 0, piece, ROOM, whole.length);
        VirtioHeader.write(piece, 0, VirtioHeader.NEEDS_CHECKSUM, VirtioHeader.NO_SEGMENTS, 0, 0, 20, transport);
        var pseudo = ByteBuffer.allocate(12);
        pseudo.put(whole, 12, 8).put((byte) 0).put(whole[9]).putShort((short) (whole.length - 20));
        BigEndian.putU16(piece, ROOM + 20 + transport, ~ClearPacket.checksum(pseudo.array(), 12) & 0xFFFF);

        Segmenter.completeChecksum(piece, 0, whole.length);

        assertThat(Arrays.copyOfRange(piece, ROOM, piece.length)).isEqualTo(whole);
    }
}
