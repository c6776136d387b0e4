// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.DropReason;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Rounds;

/** Routers on the way say how much they carry: believed only about what an SA sent. */
final class PathErrorsTest {
    private static final long MINUTE = 60_000_000_000L;

    private Pair pair = Pair.manual(Suite.AES_SHA1, Suite.NULL_SHA1);
    private byte[] sent;

    @BeforeEach
    void send() {
        sent = send(1_400);
    }

    private byte[] send(int bytes) {
        pair.left.fromHost(
                ClearPacket.from("10.1.0.9").to("10.2.0.7").dontFragment().carrying(17, new byte[bytes - 20]));
        return pair.left.takeToWire().get(0);
    }

    /** What a router says of a packet, of which it quotes so many bytes. */
    private static byte[] error(byte[] about, int quoted, int mtu) {
        ByteBuffer icmp = ByteBuffer.allocate(8 + quoted);
        icmp.put((byte) 3).put((byte) 4).putShort((short) 0).putShort((short) 0).putShort((short) mtu);
        icmp.put(about, 0, quoted);
        icmp.putShort(2, (short) ClearPacket.checksum(icmp.array(), icmp.capacity()));
        return ClearPacket.from("203.0.113.1")
                .to(new Ipv4Address(BigEndian.i32(about, 12)).toString())
                .carrying(1, icmp.array());
    }

    private int path() {
        return pair.left.outbound(0).pathMtu().outer();
    }

    private void isIgnored(byte[] error) {
        pair.left.takeToHost();
        pair.left.fromWire(error);
        assertThat(path()).isEqualTo(1500);
        assertThat(pair.left.takeToHost()).as("it is somebody else's").containsExactly(error);
        assertThat(pair.left.drops()).doesNotContainKey(DropReason.PATH_ERROR);
        pair.left.time.pass(1_000_000_000);
    }

    @Test
    void whatItSaysOfAPacketOfOursIsBelieved() {
        pair.left.fromWire(error(sent, 28, 1300));

        assertThat(path()).isEqualTo(1300);
        assertThat(pair.left.outbound(1).pathMtu().outer()).as("another SA").isEqualTo(1500);
        assertThat(pair.left.takeToHost()).isEmpty();
        assertThat(pair.left.drops()).isEqualTo(Map.of(DropReason.PATH_ERROR, 1L));

        byte[] packet =
                ClearPacket.from("10.1.0.9").to("10.2.0.7").dontFragment().carrying(17, new byte[1_380]);
        pair.left.fromHost(packet);
        assertThat(BigEndian.u16(pair.left.takeToHost().get(0), 26)).isEqualTo(1230);
        assertThat(send(1230).length).isLessThanOrEqualTo(1300);
    }

    @Test
    void eachAdjustmentIsSaidOnce() {
        pair.left.fromWire(error(sent, 28, 1300));
        assertThat(pair.left.heard.lines).containsExactly("602102 Adjusting IPSec tunnel mtu...");
        pair.left.fromWire(error(sent, 28, 1300));
        assertThat(pair.left.heard.lines).as("no news").hasSize(1);
        pair.left.fromWire(error(sent, 28, 1290));
        assertThat(pair.left.heard.lines).hasSize(2);
    }

    @Test
    void nothingIsSaidOfWhatIsNotBelieved() {
        sent[20] ^= 1; // of the SPI
        isIgnored(error(sent, 28, 1300));
        assertThat(pair.left.heard.lines).isEmpty();
    }

    @Test
    void itIsForgottenAfterTenMinutes() {
        pair.left.fromWire(error(sent, 28, 1300));
        pair.left.time.pass(9 * MINUTE);
        pair.left.work();
        assertThat(path()).isEqualTo(1300);

        pair.left.restart();
        pair.left.time.pass(MINUTE + 1);
        pair.left.work();
        pair.left.work();

        assertThat(path()).isEqualTo(1500);
        assertThat(send(1_400)).hasSizeGreaterThan(1_400);
    }

    @Test
    void itIsNotBelievedBelowWhatEveryPathCarriesNorAboveWhatTheLinkDoes() {
        pair.left.fromWire(error(sent, 28, 68));
        assertThat(path()).isEqualTo(576);

        pair.left.outbound(0).pathMtu().link(1400);
        pair.left.time.pass(11 * MINUTE);
        pair.left.work();
        pair.left.fromWire(error(sent, 28, 1450));
        assertThat(path()).isEqualTo(1400);
    }

    @Test
    void aRouterThatSaysNoSizeMeansTheNextCommonOne() {
        pair.left.fromWire(error(sent, 28, 0));
        assertThat(path()).isEqualTo(1006);
        byte[] smaller = send(900);
        pair.left.fromWire(error(smaller, 28, 0));
        assertThat(path()).isEqualTo(576);
    }

    @Test
    void everySizeOfQuotationFromTheSmallestIsEnough() {
        for (int quoted = 28; quoted <= 548; quoted++) {
            pair = Pair.manual(Suite.AES_SHA1);
            byte[] packet = send(1_400);
            pair.left.fromWire(error(packet, quoted, 1300));
            assertThat(path()).isEqualTo(1300);
        }
    }

    @Test
    void forgeriesAreIgnored() {
        byte[] error = error(sent, 60, 1300);
        int[] places = {20, 21, 22, 28, 32 + 8, 28 + 9, 28 + 15, 28 + 19, 28 + 20, 28 + 23, 28 + 24, 28 + 25};
        for (int place : places) { // type, code, checksum, quoted version, addresses, protocol, SPI, high sequence
            byte[] forged = error.clone();
            forged[place] ^= 0x41;
            if (place != 22) {
                BigEndian.putU16(forged, 22, 0);
                BigEndian.putU16(forged, 22, ClearPacket.checksum(Arrays.copyOfRange(forged, 20, forged.length), 68));
            }
            if (place != 32 + 8) { // the quoted TTL may be anything
                isIgnored(forged);
            }
        }
        isIgnored(error(sent, 27, 1300));
        isIgnored(error(sent, 20, 1300));
        isIgnored(error(sent, 60, sent.length)); // the packet would have fitted
        byte[] fragment = sent.clone();
        BigEndian.putU16(fragment, 6, 100);
        isIgnored(error(fragment, 60, 1300));
    }

    @Test
    void forgersWhoKnowNoSpiDoNotDrownWhatIsGenuine() {
        byte[] forged = sent.clone();
        forged[20] ^= 0x41;
        byte[] protocolUnknown = sent.clone();
        protocolUnknown[9] = 99;
        for (int i = 0; i < 500; i++) {
            pair.left.fromWire(error(i % 2 == 0 ? forged : protocolUnknown, 60, 1300));
        }
        assertThat(path()).isEqualTo(1500);

        pair.left.fromWire(error(sent, 60, 1300));

        assertThat(path()).isEqualTo(1300);
    }

    @Test
    void aPacketThatWasNotSentLatelyOrNotYetProvesNothing() {
        byte[] old = sent.clone();
        for (int i = 0; i < 65_540; i += 100) {
            byte[][] echoes = new byte[100][];
            for (int k = 0; k < 100; k++) {
                echoes[k] = Pair.toRight(0, i + k);
            }
            pair.left.fromHost(echoes);
            pair.left.takeToWire();
        }
        isIgnored(error(old, 28, 1300));
        byte[] recent = send(1_400);
        byte[] future = recent.clone();
        BigEndian.putI32(future, 24, BigEndian.i32(future, 24) + 1);
        isIgnored(error(future, 28, 1300));

        pair.left.fromWire(error(recent, 28, 1300));
        assertThat(path()).isEqualTo(1300);
    }

    @Test
    void anSaThatSentNothingHearsNothing() {
        pair = Pair.manual(Suite.AES_SHA1);
        BigEndian.putI32(sent, 24, 0);
        isIgnored(error(sent, 28, 1300));
    }

    @Test
    void aHundredASecondAreJudgedAndNoMore() {
        for (int i = 0; i < 32; i++) {
            pair.left.fromWire(error(sent, 28, 1400 - i));
        }
        pair.left.fromWire(error(sent, 28, 1300));
        assertThat(path()).isEqualTo(1369);
        pair.left.time.pass(10_000_000);
        pair.left.fromWire(error(sent, 28, 1300));
        assertThat(path()).isEqualTo(1300);
    }

    @Test
    void ofThoseThatQuoteNoSpiNotMoreAreJudgedAndTheyHinderNoOther() {
        pair = Ends.of(Suite.AES_SHA1).inUdp().pair();
        byte[] datagram = send(1_400);
        byte[] forged = datagram.clone();
        forged[21] ^= 0x41;
        for (int i = 0; i < 32; i++) {
            pair.left.fromWire(error(forged, 28, 1300));
        }
        pair.left.fromWire(error(datagram, 28, 1300));
        assertThat(path()).isEqualTo(1500);

        pair.left.fromWire(error(datagram, 40, 1350));
        assertThat(path()).isEqualTo(1350);
        pair.left.time.pass(10_000_000);
        pair.left.fromWire(error(datagram, 28, 1300));
        assertThat(path()).isEqualTo(1300);
    }

    @Test
    void aDatagramOfOursNeedsItsPortsAndWhatElseIsQuoted() {
        pair = Ends.of(Suite.AES_SHA1).inUdp().pair();
        byte[] datagram = send(1_400);
        for (int place : new int[] {21, 23, 28, 31, 32}) { // ports, SPI, high sequence
            byte[] other = datagram.clone();
            other[place] ^= 0x41;
            isIgnored(error(other, 40, 1300));
        }
        pair.left.fromWire(error(datagram, 28, 1000)); // everybody can write that
        assertThat(path()).isEqualTo(1280);
        pair.left.fromWire(error(datagram, 40, 1200));
        assertThat(path()).isEqualTo(1200);
    }

    @Test
    void ahSaysItsNumberOnlyInLongerQuotations() {
        for (Protection protection : Protection.values()) {
            for (int quoted : new int[] {28, 32, 100}) {
                TestGateway left = protection.gateway(true, 1);
                left.fromHost(ClearPacket.from(protection.host(true))
                        .to(protection.host(false))
                        .dontFragment()
                        .carrying(17, new byte[1_380]));
                byte[] packet = left.takeToWire().get(0);
                byte[] otherSpi = packet.clone();
                otherSpi[protection.ah ? 27 : 23] ^= 0x41;

                left.fromWire(error(otherSpi, quoted, 1300));
                var outbound = left.sad.snapshot().outbound();
                var last = outbound.get(outbound.size() - 1).pathMtu();
                assertThat(last.outer()).isEqualTo(1500);
                left.fromWire(error(packet, quoted, 1300));
                assertThat(last.outer()).isEqualTo(1300);
            }
        }
    }

    @Test
    void otherIcmpOnADeviceThatCarriesClearGoesItsWay() {
        byte[] ping = ClearPacket.from("198.51.100.1").to("10.9.0.1").echo(1, 10);
        pair.left.fromWire(ping);
        assertThat(pair.left.takeToHost()).containsExactly(ping);
        assertThat(pair.left.drops()).isEmpty();
    }

    @Test
    void randomErrorsNeverMakeAnythingFail() {
        Rounds.of(3_000, random -> {
            byte[] error = error(sent, 20 + random.nextInt(60), random.nextInt(1500));
            int changes = 1 + random.nextInt(6);
            for (int i = 0; i < changes; i++) {
                error[20 + random.nextInt(error.length - 20)] ^= (byte) (1 + random.nextInt(255));
            }
            pair.left.fromWire(error);
            pair.left.time.pass(20_000_000);
        });
        assertThat(path()).isBetween(576, 1500);
        assertThat(pair.left.drops()).doesNotContainKey(DropReason.MALFORMED);
        pair.left.fromHost(Pair.toRight(0, 1));
        assertThat(pair.carryRight()).containsExactly(Pair.toRight(0, 1));
    }
}
