// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.IvRule;

final class SecurityAssociationTest {
    private static final long LAST = 0xFFFFFFFFL;

    private static OutboundSa at(boolean manual, long sequence) throws ReflectiveOperationException {
        var sa = new OutboundSa(Samples.parameters(manual), 0);
        var field = OutboundSa.class.getDeclaredField("sequence");
        field.setAccessible(true);
        field.setLong(sa, sequence);
        return sa;
    }

    @Test
    void theFirstPacketHasTheNumberOne() {
        var sa = new OutboundSa(Samples.parameters(false), 0);

        assertThat(sa.nextSequence()).isEqualTo(1);
        assertThat(sa.nextSequence()).isEqualTo(2);
        assertThat(sa.sequence()).isEqualTo(2);
    }

    @Test
    void aNegotiatedSaEndsWithItsLastNumber() throws Exception {
        OutboundSa sa = at(false, LAST - 1);

        assertThat(sa.nextSequence()).isEqualTo(LAST);
        assertThat(sa.nextSequence()).isEqualTo(OutboundSa.EXHAUSTED);
        assertThat(sa.nextSequence()).isEqualTo(OutboundSa.EXHAUSTED);
        assertThat(sa.sequence()).isEqualTo(LAST);
    }

    @Test
    void aManualSaRollsOver() throws Exception {
        OutboundSa sa = at(true, LAST - 1);

        assertThat(sa.nextSequence()).isEqualTo(LAST);
        assertThat(sa.nextSequence()).isZero();
        assertThat(sa.nextSequence()).isEqualTo(1);
    }

    private static final SaOptions EXTENDED = new SaOptions(64, true, DontFragment.COPY);

    @Test
    void anSaWithExtendedNumbersGoesOnBehindThe32ndBitAndEndsWithThe64th() throws Exception {
        var sa = new OutboundSa(Samples.negotiated(1, 1, 1, EXTENDED), 0);
        var field = OutboundSa.class.getDeclaredField("sequence");
        field.setAccessible(true);

        field.setLong(sa, LAST);
        assertThat(sa.nextSequence()).isEqualTo(LAST + 1);
        field.setLong(sa, -3);
        assertThat(sa.nextSequence()).isEqualTo(-2);
        assertThat(sa.nextSequence()).isEqualTo(OutboundSa.EXHAUSTED);
        assertThat(sa.sequence()).isEqualTo(-2);
    }

    @Test
    void theReceiverInfersTheHalfThatDoesNotTravel() {
        var sa = new InboundSa(Samples.negotiated(1, 1, 1, EXTENDED), 0);
        assertThat(sa.sequence(5)).isEqualTo(5);

        sa.window().commit(LAST - 1);
        assertThat(sa.sequence(3)).as("the next subspace").isEqualTo(LAST + 4);
        assertThat(sa.sequence((int) (LAST - 60))).isEqualTo(LAST - 60);
        var plain = new InboundSa(Samples.parameters(false), 0);
        plain.window().commit(LAST - 1);
        assertThat(plain.sequence(3)).isEqualTo(3);
    }

    @Test
    void extendedNumbersNeedAWindowToInferThemFrom() {
        SaOptions windowless = new SaOptions(0, true, DontFragment.COPY);

        assertThatThrownBy(() -> new InboundSa(Samples.negotiated(1, 1, 1, windowless), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new InboundSa(Samples.negotiated(1, 1, 1, new SaOptions(0, false, DontFragment.COPY)), 0)
                        .window()
                        .size())
                .isZero();
    }

    @Test
    void aManualSaHasNoLifetime() {
        SaOptions limited = SaOptions.DEFAULT.with(Lifetime.endingAfter(120, 0));
        SaParameters manual = Samples.parameters(true);

        assertThatThrownBy(() -> new SaParameters(
                        manual.id(),
                        manual.ends(),
                        manual.selector(),
                        manual.algorithms(),
                        manual.keys(),
                        limited,
                        manual.nesting(),
                        manual.flow(),
                        true,
                        1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new OutboundSa(manual, 0).life().reached(Long.MAX_VALUE / 2, LAST))
                .isEmpty();
        assertThat(new OutboundSa(Samples.negotiated(1, 1, 1, limited), 7)
                        .life()
                        .secondsLeft(7))
                .hasValue(120);
        assertThat(new InboundSa(Samples.negotiated(1, 1, 1, limited), 7).life().secondsLeft(7))
                .hasValue(120);
    }

    @Test
    void anIvFollowsTheRuleOfItsCipher() {
        var sa = new OutboundSa(Samples.parameters(false), 0);
        var buffer = new byte[12];
        sa.writeIv(cipher(8, IvRule.NONE), buffer, 2, (b, o, l) -> {
            throw new AssertionError("no randomness is needed");
        });
        assertThat(buffer).containsOnly(0);

        sa.writeIv(cipher(8, IvRule.COUNTER), buffer, 2, (b, o, l) -> {});
        assertThat(buffer).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0);
        sa.writeIv(cipher(8, IvRule.COUNTER), buffer, 2, (b, o, l) -> {});
        assertThat(buffer[9]).isEqualTo((byte) 2);

        sa.writeIv(cipher(8, IvRule.RANDOM), buffer, 2, (b, o, l) -> java.util.Arrays.fill(b, o, o + l, (byte) 9));
        assertThat(buffer).containsExactly(0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0);
    }

    private static CipherSpec cipher(int ivSize, IvRule rule) {
        return new CipherSpec("c", List.of(16), 1, ivSize, 0, 0, rule);
    }

    @Test
    void onlyANegotiatedSaHasAWindowAndWithoutAnIntegrityTransformToo() { // for it may have an AEAD
        SaParameters negotiated = Samples.parameters(false);
        var combined = new SaParameters(
                negotiated.id(),
                negotiated.ends(),
                negotiated.selector(),
                new SaAlgorithms(negotiated.algorithms().cipher(), java.util.Optional.empty()),
                negotiated.keys(),
                negotiated.options(),
                negotiated.nesting(),
                negotiated.flow(),
                false,
                1);

        assertThat(new InboundSa(negotiated, 0).window().size()).isEqualTo(64);
        assertThat(new InboundSa(Samples.parameters(true), 0).window().size()).isZero();
        assertThat(new InboundSa(combined, 0).window().size()).isEqualTo(64);
    }

    @Test
    void nothingOfItPrintsAKey() {
        SaParameters parameters = Samples.parameters(false);

        assertThat(parameters + " " + new InboundSa(parameters, 0) + new OutboundSa(parameters, 0))
                .doesNotContain("1337")
                .doesNotContain("19, 55")
                .contains("Secret[2 bytes]");
    }

    @Test
    void theSameAgreementMayHaveAnotherNumberInListings() {
        SaParameters parameters = Samples.parameters(false);

        assertThat(parameters.withConnection(99).sameAgreement(parameters)).isTrue();
        assertThat(parameters.sameAgreement(Samples.parameters(true))).isFalse();
        assertThat(parameters.sameAgreement(Samples.parameters(1, 0x1001, parameters.flow(), false)))
                .isFalse();
    }

    @Test
    void dropsAreCountedByReasonUntilCleared() {
        var drops = new DropCounters();
        assertThat(drops.snapshot()).isEmpty();
        drops.count(DropReason.NO_SA);
        drops.count(DropReason.REPLAYED);
        drops.count(DropReason.REPLAYED);

        assertThat(drops.snapshot())
                .containsExactly(
                        java.util.Map.entry(DropReason.NO_SA, 1L), java.util.Map.entry(DropReason.REPLAYED, 2L));
        drops.clear();
        assertThat(drops.snapshot()).isEmpty();
        for (DropReason reason : DropReason.values()) {
            assertThat(reason.text()).isNotBlank();
        }
    }

    @Test
    void anSaCountsPacketsBytesAndErrorsUntilCleared() {
        var counters = new SaCounters();
        counters.passed(100);
        counters.passed(50);
        counters.failed(DropReason.REPLAYED);
        assertThat(counters.packets()).isEqualTo(2);
        assertThat(counters.bytes()).isEqualTo(150);
        assertThat(counters.errors()).isEqualTo(1);

        counters.clear();
        assertThat(counters.packets() + counters.bytes() + counters.errors()).isZero();
    }
}
