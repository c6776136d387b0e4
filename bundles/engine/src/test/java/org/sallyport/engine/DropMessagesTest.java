// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.DropReason;
import org.sallyport.packet.BigEndian;
import org.sallyport.testkit.ClearPacket;

/** What a PIX would have said about a drop, and that nothing is said when nobody listens. */
final class DropMessagesTest {
    private final Pair pair = Pair.negotiated(Suite.AES_SHA1, Suite.NULL_SHA1);
    private final Forge forge = new Forge(pair.left.outbound(0).parameters(), pair.left.registry.snapshot());

    private void says(byte[] fromWire, String line) {
        pair.right.fromWire(fromWire);

        assertThat(pair.right.heard.lines).containsExactly(line);
        pair.right.heard.lines.clear();
        assertThat(pair.right.takeToHost()).isEmpty();
    }

    @Test
    void anUnknownSpi() {
        byte[] packet = pair.protectedEcho(1);
        BigEndian.putI32(packet, 20, 0xDEADBEEF);

        says(
                packet,
                "402101 decaps: rec'd IPSEC packet has invalid spi for destaddr=192.0.2.2, prot=50, spi=0xdeadbeef(3735928559)");
    }

    @Test
    void aClearPacketThatShouldHaveBeenProtected() {
        says(
                ClearPacket.from("10.1.0.9").to("10.2.0.7").echo(1, 56),
                "402106 Rec'd packet not an IPSEC packet. (ip) dest_addr= 10.2.0.7, src_addr= 10.1.0.9, prot= 1");
    }

    @Test
    void anInnerPacketOutsideTheSelectors() {
        says(
                forge.carrying(ClearPacket.from("10.9.0.1").to("10.2.0.7").echo(1, 5), 4, 1),
                "402103 identity doesn't match negotiated identity (ip) dest_addr= 10.2.0.7, src_addr= 10.9.0.1, prot= 1,"
                        + " (ident) local=192.0.2.2, remote=192.0.2.1,"
                        + " local_proxy=10.2.0.0/255.255.255.0/0/0, remote_proxy=10.1.0.0/255.255.255.0/0/0");
    }

    @Test
    void aReplayAndAForgery() {
        byte[] packet = pair.protectedEcho(1);
        pair.right.fromWire(packet);
        assertThat(pair.right.takeToHost()).hasSize(1);

        says(
                packet,
                "402119 IPSEC: Received an ESP packet (SPI=0x1000, sequence number= 0x1)"
                        + " from 192.0.2.1 to 192.0.2.2 that failed anti-replay checking");
        byte[] forged = pair.protectedEcho(2);
        forged[forged.length - 1] ^= 1;
        says(
                forged,
                "402120 IPSEC: Received an ESP packet (SPI=0x1000, sequence number= 0x2)"
                        + " from 192.0.2.1 to 192.0.2.2 that failed authentication");
        assertThat(pair.right.inbound(0).counters().errors(DropReason.REPLAYED)).isEqualTo(1);
        assertThat(pair.right.inbound(0).counters().errors(DropReason.NOT_AUTHENTIC, DropReason.REPLAYED))
                .isEqualTo(2);
    }

    @Test
    void numbersThatAreUsedUp() throws Exception {
        var sequence = org.sallyport.ipsec.OutboundSa.class.getDeclaredField("sequence");
        sequence.setAccessible(true);
        sequence.setLong(pair.left.outbound(0), 0xFFFFFFFFL);
        pair.left.fromHost(Pair.toRight(0, 1));

        assertThat(pair.left.heard.lines)
                .containsExactly("702302 replay rollover detected, (sa) sa_dest= 192.0.2.2, sa_prot= 50,"
                        + " sa_spi= 0x1000(4096), sa_trans= esp-aes esp-sha-hmac , sa_conn_id= 4096");
    }

    @Test
    void aPacketThatIsTooLongForItsWay() {
        pair.left.outbound(0).pathMtu().link(1300);
        pair.left.fromHost(
                ClearPacket.from("10.1.0.9").to("10.2.0.7").dontFragment().carrying(17, new byte[1380]));

        assertThat(pair.left.heard.lines).hasSize(1);
        assertThat(pair.left.heard.lines.get(0))
                .matches("602101 PMTU-D packet 1400 bytes greater than effective mtu 12\\d\\d,"
                        + " dest_addr=10\\.2\\.0\\.7, src_addr=10\\.1\\.0\\.9, prot=17");
    }

    @Test
    void nothingIsSaidThatIsNotAdmittedAndNothingElseChanges() {
        pair.right.heard.open = false;
        byte[] packet = pair.protectedEcho(1);
        BigEndian.putI32(packet, 20, 0xDEADBEEF);
        pair.right.fromWire(packet);

        assertThat(pair.right.heard.lines).isEmpty();
        assertThat(pair.right.drops()).containsEntry(DropReason.UNKNOWN_SPI, 1L);
    }
}
