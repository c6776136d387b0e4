// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.runtime.Threads;
import org.sallyport.testkit.VirtualTime;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.Sample;
import org.sallyport.transform.Standing;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformUsage.Failure;

/** Transforms that are not what they say, claim what is another's, or fail in use. */
final class BadTransformsTest {
    private static final AlgorithmId AES = AlgorithmId.encryption("test-aes");

    private final Registry registry = new Registry(new VirtualTime()::nanos, Threads.system());

    /** Properties that differ from those of the sample cipher, or of the sample authenticator, by one. */
    private record Said(Map<String, Object> properties) {
        static Said cipher() {
            return new Said(Sample.properties());
        }

        Said but(String property, Object value) {
            var changed = new HashMap<>(properties);
            changed.put("transform." + property, value);
            return new Said(changed);
        }

        TransformDescription description() {
            return TransformDescription.of(properties, "test");
        }
    }

    private InstalledTransform install(Transform transform, Said said) {
        registry.add(transform, said.description());
        registry.doWork();
        List<InstalledTransform> installed = registry.snapshot().installed();
        return installed.get(installed.size() - 1);
    }

    private void isRefused(Said said, String why) {
        InstalledTransform entry = install(Sample.cipher(), said);
        assertThat(entry.state()).isEqualTo(State.FAILED);
        assertThat(entry.verdict()).isEqualTo(why);
    }

    @Test
    void propertiesThatContradictTheSpecAreNamedWithBoth() {
        isRefused(
                Said.cipher().but("kind", "INTEGRITY"),
                "its property transform.kind says INTEGRITY, its spec ENCRYPTION");
        isRefused(Said.cipher().but("name", "aes"), "its property transform.name says aes, its spec test-aes");
        isRefused(
                Said.cipher().but("keyBits", new int[] {256}),
                "its property transform.keyBits says [256], its spec [128]");
        assertThat(registry.snapshot().keywords()).isEmpty();
    }

    private static TransformDescription other(int number, String keyword, String isakmp) {
        return new TransformDescription(
                TransformKind.ENCRYPTION,
                "other",
                List.of(128),
                List.of(keyword),
                List.of(isakmp),
                number,
                number,
                number,
                number,
                Standing.ACCEPTABLE,
                0,
                "test");
    }

    @Test
    void whatAnotherAlgorithmHasIsNotClaimed() {
        registry.add(
                Sample.cipher(),
                Said.cipher()
                        .but("isakmp", "aes")
                        .but("esp", 12)
                        .but("ah", 13)
                        .but("ikev1", 7)
                        .but("ikev2", 14)
                        .description());
        registry.doWork();
        List<InstalledTransform> installed = registry.snapshot().installed();
        assertThat(installed).extracting(InstalledTransform::state).containsExactly(State.ADMITTED);

        assertThat(Consistency.claim(other(99, "esp-test-aes", "x"), installed))
                .contains("it claims the keyword esp-test-aes, which is that of test-aes");
        assertThat(Consistency.claim(other(99, "x", "aes"), installed))
                .contains("it claims the keyword aes, which is that of test-aes");
        Map<Integer, String> where = Map.of(12, "ESP", 13, "AH", 7, "IKEv1", 14, "IKEv2");
        where.forEach((number, name) -> assertThat(Consistency.claim(other(number, "x", "x"), installed))
                .contains("it claims the number " + number + " of " + name + ", which is that of test-aes"));
        assertThat(Consistency.claim(other(0, "x", "x"), installed)).isEmpty();
        assertThat(Consistency.claim(other(99, "esp-test-aes", "x"), List.of())).isEmpty();
    }

    @Test
    void aClaimantIsListedAndServesNothingWhateverItsRanking() {
        install(Sample.cipher(), Said.cipher());
        Transform claimant = Sample.mac(Sample.cutTag(20));
        TransformDescription said = Sample.description(claimant, 1_000);
        registry.add(
                claimant,
                new TransformDescription(
                        said.kind(),
                        said.name(),
                        said.keyBits(),
                        List.of("esp-test-aes"),
                        0,
                        0,
                        0,
                        0,
                        said.standing(),
                        1_000,
                        "test"));
        registry.doWork();

        assertThat(registry.snapshot().installed()).last().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.FAILED);
            assertThat(entry.verdict()).isEqualTo("it claims the keyword esp-test-aes, which is that of test-aes");
        });
        assertThat(registry.snapshot()
                        .keyword("esp-test-aes")
                        .orElseThrow()
                        .description()
                        .algorithm())
                .isEqualTo(AES);
    }

    @Test
    void aTransformThatComesTwiceIsListedTwiceAndServesOnce() {
        Transform cipher = Sample.cipher();
        install(cipher, Said.cipher());
        InstalledTransform second = install(cipher, Said.cipher());
        assertThat(second.state()).isEqualTo(State.FAILED);
        assertThat(second.verdict()).isEqualTo("it is registered twice");
        assertThat(registry.snapshot().cipher(AES)).isSameAs(cipher);

        registry.remove(cipher);
        registry.remove(cipher);
        assertThat(registry.snapshot().installed()).isEmpty();
    }

    @Test
    void oneThatFailsInUseIsSetAsideAndTheNextServes() {
        Transform spare = Sample.cipher();
        install(spare, Said.cipher());
        registry.add(Sample.cipher(), Sample.description(Sample.cipher(), 10));
        registry.doWork();
        InstalledTransform faulty = registry.snapshot().serving(AES).orElseThrow();
        assertThat(faulty.transform()).isNotSameAs(spare);

        faulty.usage().failed(new Failure(new IllegalStateException("planted"), false));
        faulty.usage().failed(new Failure(new IllegalStateException("again"), false));
        assertThat(registry.snapshot().serving(AES)).contains(faulty);
        registry.doWork();

        assertThat(registry.snapshot().cipher(AES)).isSameAs(spare);
        assertThat(registry.snapshot().installed()).last().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.QUARANTINED);
            assertThat(entry.verdict()).isEqualTo("it failed in use: java.lang.IllegalStateException: planted");
        });
    }

    @Test
    void oneThatASenderMayHaveProvokedIsOnlyExaminedAgain() {
        InstalledTransform entry = install(Sample.cipher(Sample.capitals()), Said.cipher());
        assertThat(entry.state()).isEqualTo(State.ADMITTED);
        for (int i = 0; i < 3; i++) {
            entry.usage().failed(new Failure(new IllegalStateException("forged"), true));
        }
        registry.doWork();
        assertThat(registry.snapshot().serving(AES)).isPresent();

        entry.usage().failed(new Failure(new IllegalStateException("own"), false));
        registry.doWork();
        assertThat(registry.snapshot().serving(AES)).isEmpty();
    }
}
