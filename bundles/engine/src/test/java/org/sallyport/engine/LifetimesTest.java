// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.ipsec.DontFragment;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Lifetime;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SadSnapshot;

/** Negotiated SAs that end, and those whose numbers are longer than what travels of them. */
final class LifetimesTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final SaOptions EXTENDED = new SaOptions(64, true, DontFragment.COPY);

    private final Pair pair = Pair.negotiated(Suite.AES_SHA1, Suite.NULL_SHA1);

    /** Gives the SAs of the first flow other options, and a life that begins now. */
    private static void agree(TestGateway gateway, SaOptions options) {
        gateway.sad.change(present -> {
            List<InboundSa> in = new ArrayList<>(present.inbound());
            List<OutboundSa> out = new ArrayList<>(present.outbound());
            in.set(0, new InboundSa(with(in.get(0).parameters(), options), gateway.time.nanos()));
            out.set(0, new OutboundSa(with(out.get(0).parameters(), options), gateway.time.nanos()));
            return new SadSnapshot(in, out);
        });
    }

    private static SaParameters with(SaParameters sa, SaOptions options) {
        return new SaParameters(
                sa.id(),
                sa.ends(),
                sa.selector(),
                sa.algorithms(),
                sa.keys(),
                options,
                sa.nesting(),
                sa.flow(),
                false,
                sa.connection());
    }

    private static SaOptions lifetime(long seconds, long kilobytes) {
        return SaOptions.DEFAULT.with(Lifetime.endingAfter(seconds, kilobytes));
    }

    private void otherFlowsGoOn() {
        pair.left.fromHost(Pair.toRight(1, 7));
        assertThat(pair.carryRight()).hasSize(1);
    }

    @Test
    void aSenderStopsWithItsTime() {
        agree(pair.left, lifetime(100, 0));
        pair.left.time.pass(100 * SECOND - 1);
        pair.left.fromHost(Pair.toRight(0, 1));
        assertThat(pair.carryRight()).hasSize(1);

        pair.left.time.pass(1);
        pair.left.fromHost(Pair.toRight(0, 2));
        assertThat(pair.left.takeToWire()).isEmpty();
        assertThat(pair.left.drops()).containsExactly(Map.entry(DropReason.LIFETIME_ENDED, 1L));
        assertThat(pair.left.outbound(0).counters().errors(DropReason.LIFETIME_ENDED))
                .isEqualTo(1);
        otherFlowsGoOn();
    }

    @Test
    void aReceiverStopsWithItsTime() {
        agree(pair.right, lifetime(100, 0));
        byte[] inTime = pair.protectedEcho(1);
        byte[] late = pair.protectedEcho(2);
        pair.right.time.pass(100 * SECOND - 1);
        pair.right.fromWire(inTime);
        assertThat(pair.right.takeToHost()).hasSize(1);

        pair.right.time.pass(1);
        pair.right.fromWire(late);
        assertThat(pair.right.takeToHost()).isEmpty();
        assertThat(pair.right.drops()).containsExactly(Map.entry(DropReason.LIFETIME_ENDED, 1L));
        assertThat(pair.right.inbound(0).counters().errors(DropReason.LIFETIME_ENDED))
                .isEqualTo(1);
        otherFlowsGoOn();
    }

    @Test
    void bothStopBehindThePacketThatReachesTheLimitOfBytesAndTheWatchIsCalled() {
        var calls = new ArrayList<String>();
        pair.left.sad.listen(() -> calls.add("left"));
        pair.right.sad.listen(() -> calls.add("right"));
        agree(pair.left, lifetime(0, 10));
        agree(pair.right, lifetime(0, 10));
        int length = Pair.toRight(0, 1).length;
        int packets = (10 * 1024 + length - 1) / length;
        for (int i = 0; i < packets; i++) {
            pair.left.fromHost(Pair.toRight(0, i));
            assertThat(pair.carryRight()).hasSize(1);
        }
        pair.left.fromHost(Pair.toRight(0, packets));

        assertThat(pair.left.takeToWire()).isEmpty();
        assertThat(pair.left.drops()).containsExactly(Map.entry(DropReason.LIFETIME_ENDED, 1L));
        assertThat(pair.left.outbound(0).life().bytes()).isEqualTo((long) packets * length);
        assertThat(pair.right.inbound(0).life().bytes()).isEqualTo((long) packets * length);
        assertThat(calls).as("soft and hard, of both").containsExactly("left", "right", "left", "right");
        pair.left.outbound(0).counters().clear();
        pair.left.fromHost(Pair.toRight(0, packets));
        assertThat(pair.left.takeToWire())
                .as("clearing counters renews no life")
                .isEmpty();
        otherFlowsGoOn();
    }

    @Test
    void whoForgesPacketsDoesNotUseUpALife() {
        agree(pair.right, lifetime(0, 1));
        for (int i = 0; i < 50; i++) {
            byte[] forged = pair.protectedEcho(i);
            forged[forged.length - 1] ^= 1;
            pair.right.fromWire(forged);
        }

        assertThat(pair.right.drops()).containsExactly(Map.entry(DropReason.NOT_AUTHENTIC, 50L));
        assertThat(pair.right.inbound(0).life().bytes()).isZero();
        assertThat(pair.right.inbound(0).life().wasUsed()).isFalse();
    }

    @Test
    void whatCannotBeSealedDoesNotUseUpALife() {
        agree(pair.left, lifetime(0, 1));
        pair.left.remove("aes-cbc");
        for (int i = 0; i < 50; i++) {
            pair.left.fromHost(Pair.toRight(0, i));
        }

        assertThat(pair.left.drops()).containsExactly(Map.entry(DropReason.NO_TRANSFORM, 50L));
        assertThat(pair.left.outbound(0).life().bytes()).isZero();
    }

    @Test
    void anSaKnowsHowLongItHasBeenIdle() {
        agree(pair.left, lifetime(0, 0));
        pair.left.time.pass(5 * SECOND);
        assertThat(pair.left.outbound(0).life().idleNanos(pair.left.time.nanos()))
                .isEqualTo(5 * SECOND);

        pair.left.fromHost(Pair.toRight(0, 1));
        pair.left.time.pass(SECOND);
        assertThat(pair.left.outbound(0).life().idleNanos(pair.left.time.nanos()))
                .isEqualTo(SECOND);
    }

    private static void setSequence(OutboundSa sa, long number) throws ReflectiveOperationException {
        var sequence = OutboundSa.class.getDeclaredField("sequence");
        sequence.setAccessible(true);
        sequence.setLong(sa, number);
    }

    @ParameterizedTest
    @EnumSource(
            value = Suite.class,
            names = {"AES_SHA1", "NULL_SHA1", "TRIPLE_DES_SHA1"})
    void extendedNumbersGoOnWhereThoseThatTravelBeginAgain(Suite suite) throws Exception {
        Pair extended = Pair.negotiated(suite);
        agree(extended.left, EXTENDED);
        agree(extended.right, EXTENDED);
        setSequence(extended.left.outbound(0), 0xFFFFFFFFL - 3);
        extended.right.inbound(0).window().commit(0xFFFFFFFFL - 3);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sent.add(extended.protectedEcho(i));
        }
        assertThat(sent.get(3)[24 + 3]).as("number 2^32 travels as 0").isZero();

        byte[] late = sent.remove(1);
        extended.right.fromWire(sent.stream().map(byte[]::clone).toArray(byte[][]::new));
        assertThat(extended.right.takeToHost()).hasSize(7);
        assertThat(extended.right.inbound(0).window().highest()).isEqualTo(0xFFFFFFFFL + 5);
        extended.right.fromWire(late.clone());
        assertThat(extended.right.takeToHost())
                .as("late, of the numbers before")
                .hasSize(1);
        extended.right.fromWire(late, sent.get(0), sent.get(6));
        assertThat(extended.right.takeToHost()).isEmpty();
        assertThat(extended.right.drops()).containsExactly(Map.entry(DropReason.REPLAYED, 3L));
    }

    @Test
    void theUpperHalfOfANumberIsAuthenticated() throws Exception {
        agree(pair.left, EXTENDED);
        agree(pair.right, EXTENDED);
        setSequence(pair.left.outbound(0), 1L << 32); // a receiver at 0 takes what travels, 1, for 1
        pair.right.fromWire(pair.protectedEcho(1));

        assertThat(pair.right.drops()).containsExactly(Map.entry(DropReason.NOT_AUTHENTIC, 1L));
        assertThat(pair.right.inbound(0).window().highest()).isZero();
    }
}
