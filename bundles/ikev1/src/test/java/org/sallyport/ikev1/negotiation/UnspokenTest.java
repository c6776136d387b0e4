// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ipsec.Datagram;
import org.sallyport.packet.Ipv4Address;

/** A peer begins what is not spoken here: that leaves a trace, and no more than one. */
final class UnspokenTest {
    private static final int VERSION = 17;
    private static final int EXCHANGE = 18;

    private final Standing standing = new Standing();
    private final SimGateway b = standing.b;
    private final Datagram first = standing.toB().get(0);

    private byte[] aggressive(int number) {
        return Standing.with(Standing.opening(first.payload(), number), EXCHANGE, 4);
    }

    private byte[] version2(int number) {
        byte[] opening = Standing.with(Standing.opening(first.payload(), number), VERSION, 0x20);
        return Standing.with(opening, EXCHANGE, 34);
    }

    private List<Failure> failures() {
        return b.negotiations.status().failures();
    }

    @Test
    void aggressiveModeThatIsOffIsToldOnce() {
        for (int i = 1; i <= 200; i++) {
            b.received(Standing.arriving(first, aggressive(i)));
        }

        assertThat(failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.lines())
                        .containsExactly(
                                "aggressive mode with 192.0.2.1, begun by the peer: aggressive mode is off here",
                                "  decided by: isakmp aggressive-mode respond is missing"));
        assertThat(b.failures).hasSize(1);
        standing.assertUntouched();
    }

    @Test
    void theOtherVersionIsToldOnce() {
        for (int i = 1; i <= 200; i++) {
            b.received(Standing.arriving(first, version2(i)));
        }

        assertThat(failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.lines())
                        .containsExactly(
                                "IKE version 2 with 192.0.2.1, begun by the peer: the peer speaks IKE version 2, this gateway"
                                        + " version 1"));
        assertThat(b.failures).hasSize(1);
        standing.assertUntouched();
    }

    /** What looks like another version and begins nothing is garbage. */
    @Test
    void onlyAFirstMessageIsOfTheOtherVersion() {
        b.received(Standing.arriving(first, Standing.with(version2(1), EXCHANGE, 35)));
        b.received(Standing.arriving(first, Standing.with(version2(1), VERSION, 0x30)));
        b.received(Standing.arriving(first, Standing.with(version2(1), 8, 1)));
        b.received(Standing.arriving(first, Arrays.copyOf(version2(1), 27)));

        assertThat(failures()).isEmpty();
    }

    @Test
    void theLastTimeIsKept() {
        b.received(Standing.arriving(first, aggressive(1)));
        long before = failures().get(0).nanos();
        standing.simulation.runFor(30 * Simulation.SECOND);
        b.received(Standing.arriving(first, aggressive(2)));

        assertThat(failures())
                .extracting(Failure::nanos)
                .singleElement()
                .satisfies(nanos -> assertThat(nanos).isEqualTo(before + 30 * Simulation.SECOND));
    }

    @Test
    void aFloodHidesNoFailureOfAPeer() {
        b.received(Standing.arriving(first, aggressive(1)));
        for (int i = 1; i <= 1_000; i++) {
            b.received(standing.stranger(aggressive(i)));
            b.received(standing.stranger(version2(i)));
            b.received(Standing.arriving(first, version2(i)));
        }

        assertThat(failures()).hasSizeLessThan(50);
        assertThat(failures())
                .filteredOn(failure -> failure.peer().equals(standing.a.address()))
                .extracting(Failure::exchange)
                .containsExactlyInAnyOrder("aggressive mode", "IKE version 2");
        standing.assertUntouched();
    }

    /** Whoever debugs sees from whom a message was that came to nothing, at each level. */
    @Test
    void debugSaysWhoseMessageIsDropped() {
        b.debug.clear();
        b.received(Standing.arriving(first, version2(1)));

        assertThat(b.debug)
                .filteredOn(line -> line.level() == 1)
                .flatExtracting(line -> line.lines().get())
                .containsExactly(
                        "crypto_isakmp_process_block:src:192.0.2.1, dest:198.51.100.1 spt:500 dpt:500",
                        "return status is IKMP_ERR_NO_RETRANS");
        assertThat(new Notice.Dropped(Optional.of(Ipv4Address.parse("192.0.2.1")), "why").line())
                .isEqualTo("message dropped, from 192.0.2.1: why");
    }
}
