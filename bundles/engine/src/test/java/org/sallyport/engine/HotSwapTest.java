// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ipsec.DropReason;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.Transform;

/** Transforms come, go and fail between two packets; the peer notices nothing. */
final class HotSwapTest {
    private static final int DES = 0;
    private static final int AES = 1;

    private final Pair pair = Pair.negotiated(Suite.TRIPLE_DES_SHA1, Suite.AES_SHA1);
    private int sequence;

    private void passes(int flow) {
        byte[] there = Pair.toRight(flow, ++sequence);
        byte[] back = Pair.toLeft(flow, sequence);
        pair.left.fromHost(there);
        pair.right.fromHost(back);
        assertThat(pair.carryRight()).containsExactly(there);
        assertThat(pair.carryLeft()).containsExactly(back);
    }

    private void isDroppedOutbound(int flow) {
        pair.left.fromHost(Pair.toRight(flow, ++sequence));
        assertThat(pair.left.takeToWire()).isEmpty();
    }

    private void isDroppedInbound(int flow) {
        pair.right.fromHost(Pair.toLeft(flow, ++sequence));
        assertThat(pair.right.toWire).hasSize(1);
        assertThat(pair.carryLeft()).isEmpty();
    }

    @Test
    void theFlowOfARemovedTransformDropsWhileTheOthersGoOnAndThenContinuesWithTheNextNumber() {
        passes(DES);
        passes(AES);
        pair.left.remove("3des-cbc");
        for (int i = 0; i < 5; i++) {
            isDroppedOutbound(DES);
            isDroppedInbound(DES);
            passes(AES);
        }

        assertThat(pair.left.drops()).containsOnlyKeys(DropReason.NO_TRANSFORM).containsValue(10L);
        assertThat(pair.left.outbound(DES).counters().errors()).isEqualTo(5);
        assertThat(pair.left.outbound(DES).context().isOrphaned()).isTrue();
        assertThat(pair.left.outbound(AES).context().isOrphaned()).isFalse();
        assertThat(pair.left.outbound(DES).sequence()).isEqualTo(1);

        pair.left.install("3des-cbc");
        passes(DES);
        assertThat(pair.left.outbound(DES).sequence()).isEqualTo(2);
        assertThat(pair.left.outbound(AES).sequence()).isEqualTo(6);
        assertThat(pair.left.inbound(DES).window().highest()).isEqualTo(7);
        assertThat(pair.left.drops()).containsValue(10L);
        assertThat(pair.right.drops()).isEmpty();
    }

    @Test
    void aRemovedAuthenticatorStopsAllFlowsThatNeedIt() {
        var pair = Pair.negotiated(Suite.DES_MD5, Suite.NULL_SHA1, Suite.AES_ALONE);
        pair.left.remove("hmac-sha1");

        pair.left.fromHost(Pair.toRight(0, 1), Pair.toRight(1, 1), Pair.toRight(2, 1));

        assertThat(pair.carryRight()).hasSize(2);
        assertThat(pair.left.drops()).containsOnlyKeys(DropReason.NO_TRANSFORM).containsValue(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3des-cbc", "hmac-sha1"})
    void aHigherRankedProviderTakesOverBetweenTwoPacketsAndGivesBack(String algorithm) {
        passes(DES);
        var better = new Substitute(pair.left.transform(algorithm));
        Transform service = better.transform();
        pair.left.install(service, better.description(10));
        assertThat(better.open).isZero(); // the vectors were computed, and their contexts closed
        int vectors = better.used;
        passes(DES);
        assertThat(better.used).isEqualTo(vectors + 2);
        assertThat(better.open).isEqualTo(algorithm.equals("3des-cbc") ? 2 : 4);

        pair.left.registry.remove(service);
        passes(DES);
        passes(AES);
        assertThat(better.used).isEqualTo(vectors + 2);
        assertThat(better.open).isZero();
        assertThat(pair.left.outbound(DES).sequence()).isEqualTo(3);
        assertThat(pair.left.drops()).isEmpty();
        assertThat(pair.right.drops()).isEmpty();
    }

    @Test
    void aRankingThatChangesDecidesWhoServes() {
        var other = new Substitute(pair.left.transform("aes-cbc"));
        Transform service = other.transform();
        pair.left.install(service, other.description(-1));
        int vectors = other.used;
        passes(AES);
        assertThat(other.used).isEqualTo(vectors);

        pair.left.registry.update(service, other.description(1));
        passes(AES);
        assertThat(other.used).isEqualTo(vectors + 2);
        assertThat(pair.left.drops()).isEmpty();
    }

    @Test
    void theContextsOfAProviderAreCountedAndAllClosedWhenItGoes() {
        passes(AES);
        var usage = pair.left
                .registry
                .snapshot()
                .serving(Suite.AES_SHA1.cipher())
                .orElseThrow()
                .usage();
        assertThat(usage.contexts()).isEqualTo(2);

        pair.left.remove("aes-cbc");
        isDroppedOutbound(AES);
        assertThat(usage.contexts()).isZero();
        assertThat(usage.contextsEver()).isEqualTo(2);
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("planted"),
                new NoClassDefFoundError("planted"),
                new AssertionError("planted"),
                new StackOverflowError("planted"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aCipherThatThrowsCostsOnlyItsPackets(Throwable failure) {
        aProviderThatThrowsCostsOnlyItsPackets("3des-cbc", failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anAuthenticatorThatThrowsInTheMiddleOfAMessageCostsOnlyItsPackets(Throwable failure) {
        aProviderThatThrowsCostsOnlyItsPackets("hmac-sha1", failure);
    }

    private void aProviderThatThrowsCostsOnlyItsPackets(String algorithm, Throwable failure) {
        var faulty = new Substitute(pair.left.transform(algorithm));
        pair.left.install(faulty.transform(), faulty.description(10));
        passes(DES);
        for (int i = 0; i < 3; i++) {
            faulty.failure = failure;
            isDroppedOutbound(DES);
            isDroppedInbound(DES);
            faulty.failure = null;
            passes(DES);
            passes(AES);
        }

        assertThat(pair.left.drops())
                .containsOnlyKeys(DropReason.PROVIDER_FAILED)
                .containsValue(6L);
        assertThat(pair.right.drops()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3des-cbc", "hmac-sha1"})
    void aFaultyProviderIsSetAsideAndTheOneBelowItServes(String algorithm) {
        var faulty = new Substitute(pair.left.transform(algorithm));
        pair.left.install(faulty.transform(), faulty.description(10));
        passes(DES);
        faulty.failure = new IllegalStateException("planted");
        isDroppedOutbound(DES);
        pair.left.registry.doWork();

        passes(DES);
        passes(AES);
        assertThat(faulty.open).isZero();
        assertThat(pair.left.registry.snapshot().installed())
                .filteredOn(entry -> entry.state() == State.QUARANTINED)
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.verdict()).contains("failed in use").contains("planted"));
        assertThat(pair.left.drops()).containsValue(1L);
    }

    @Test
    void aPacketOfTheSameBatchThatNeedsNoFaultyProviderPasses() {
        var faulty = new Substitute(pair.left.transform("3des-cbc"));
        pair.left.install(faulty.transform(), faulty.description(10));
        faulty.failure = new AssertionError("planted");
        byte[] good = Pair.toRight(AES, 2);

        pair.left.fromHost(Pair.toRight(DES, 1), good, Pair.toRight(DES, 3));

        assertThat(pair.carryRight()).containsExactly(good);
    }
}
