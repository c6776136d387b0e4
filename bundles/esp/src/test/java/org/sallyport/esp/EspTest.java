// SPDX-License-Identifier: Apache-2.0
package org.sallyport.esp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaSizes;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.World;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.transform.Protector;
import org.sallyport.transform.TransformSnapshot;

final class EspTest {
    private static final int ROOM = 128;

    private final Esp esp = new Esp();
    private final TransformSet aes = new TransformSet(TransformSet.Cipher.AES_128, TransformSet.Authenticator.SHA1);

    static List<TransformSet> sets() {
        return TransformSet.all().toList();
    }

    private static Packet inner(int length, int headroom, int tailroom) {
        byte[] bytes = ClearPacket.from("10.1.0.9").to("10.2.0.7").carrying(253, new byte[length - 20]);
        return Packet.copyOf(bytes, headroom, tailroom);
    }

    private int sealedLength(OutboundSa sa, int length) {
        var packet = inner(length, ROOM, ROOM);
        assertThat(esp.seal(packet, sa, World.entropy())).isEqualTo(DropReason.NONE);
        return packet.length();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void theLargestInnerPacketFitsTheLinkAndOneByteMoreDoesNot(TransformSet set) {
        OutboundSa sa = set.sender(true);
        SaSizes sizes = sizes(sa);
        for (int mtu = 576; mtu <= 1500; mtu += 7) {
            int largest = esp.largestInner(mtu, sizes);
            assertThat(sealedLength(sa, largest)).isLessThanOrEqualTo(mtu);
            assertThat(sealedLength(sa, largest + 1)).isGreaterThan(mtu);
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void theOverheadIsWhatAPacketOfWholeBlocksGrowsBy(TransformSet set) {
        OutboundSa sa = set.sender(true);
        assertThat(sealedLength(sa, 160) - 160).isEqualTo(esp.overhead(sizes(sa)));
    }

    private static SaSizes sizes(OutboundSa sa) {
        Protector protector = sa.context().protector();
        return new SaSizes(
                Mode.TUNNEL,
                false,
                protector.cipher().blockSize(),
                protector.cipher().ivSize(),
                protector.icvSize());
    }

    @Test
    void theOuterHeaderIsOursFromTheFirstByteToTheLast() {
        OutboundSa sa = aes.sender(true);
        var packet = Packet.copyOf(
                ClearPacket.from("10.1.0.9")
                        .to("10.2.0.7")
                        .typeOfService(0xB8)
                        .dontFragment()
                        .echo(1, 10),
                ROOM,
                ROOM);

        esp.seal(packet, sa, World.entropy());
        byte[] outer = packet.toByteArray();

        assertThat(ClearPacket.checksum(outer, 20)).isZero();
        assertThat(Ipv4Header.isValid(outer, 0, outer.length)).isTrue();
        assertThat(Ipv4Header.totalLength(outer, 0)).isEqualTo(outer.length);
        assertThat(Ipv4Header.typeOfService(outer, 0)).isEqualTo(0xB8);
        assertThat(Ipv4Header.dontFragment(outer, 0)).isTrue();
        assertThat(Ipv4Header.isFragment(outer, 0)).isFalse();
        assertThat(Ipv4Header.protocol(outer, 0)).isEqualTo(50);
        assertThat(Ipv4Header.source(outer, 0)).isEqualTo(0xC0000201);
        assertThat(Ipv4Header.destination(outer, 0)).isEqualTo(0xC0000202);
        assertThat(BigEndian.i32(outer, 20)).isEqualTo(TransformSet.SPI);
        assertThat(BigEndian.i32(outer, 24)).isEqualTo(1);
    }

    @Test
    void withoutRoomAPacketIsRefusedAndNoNumberIsSpent() {
        OutboundSa sa = aes.sender(false);
        int front = 20 + 8 + 16;

        assertThat(esp.seal(inner(100, front - 1, ROOM), sa, World.entropy())).isEqualTo(DropReason.TOO_BIG);
        assertThat(esp.seal(inner(100, front, 12 + 11), sa, World.entropy())).isEqualTo(DropReason.TOO_BIG);
        assertThat(esp.seal(inner(65_500, ROOM, ROOM), sa, World.entropy())).isEqualTo(DropReason.TOO_BIG);
        assertThat(sa.sequence()).isZero();
        assertThat(esp.seal(inner(100, front, 12 + 12), sa, World.entropy())).isEqualTo(DropReason.NONE);
        assertThat(sa.sequence()).isEqualTo(1);
    }

    @Test
    void withoutATransformNothingIsSealedOrOpenedAndNoNumberIsSpent() {
        OutboundSa sa = aes.sender(false);
        var receiver = aes.receiver(false);
        var packet = inner(100, ROOM, ROOM);
        assertThat(esp.seal(packet, sa, World.entropy())).isEqualTo(DropReason.NONE);
        sa.context().refresh(TransformSnapshot.EMPTY);
        receiver.context().refresh(TransformSnapshot.EMPTY);

        assertThat(esp.seal(inner(100, ROOM, ROOM), sa, World.entropy())).isEqualTo(DropReason.NO_TRANSFORM);
        assertThat(esp.open(packet, packet.offset() + 20, receiver)).isEqualTo(DropReason.NO_TRANSFORM);
        assertThat(sa.sequence()).isEqualTo(1);
    }

    @Test
    void anOuterHeaderWithOptionsIsOpenedAllTheSame() {
        var packet = inner(100, ROOM, ROOM);
        byte[] inner = packet.toByteArray();
        esp.seal(packet, aes.sender(false), World.entropy());
        byte[] outer = packet.toByteArray();
        var withOptions = new byte[outer.length + 8];
        System.arraycopy(outer, 0, withOptions, 0, 20);
        System.arraycopy(outer, 20, withOptions, 28, outer.length - 20);
        withOptions[0] = 0x47;
        BigEndian.putU16(withOptions, 2, withOptions.length);
        var received = Packet.copyOf(withOptions, 0, 0);

        assertThat(esp.open(
                        received,
                        received.offset() + Ipv4Header.headerLength(received.buffer(), received.offset()),
                        aes.receiver(false)))
                .isEqualTo(DropReason.NONE);
        assertThat(received.toByteArray()).isEqualTo(inner);
    }
}
