// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.JceCipher;
import org.sallyport.transform.Sample;
import org.sallyport.transform.Standing;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformPolicy;

/** Transforms that are not what they say, or claim what is another's. */
final class BadTransformsTest extends AdmissionBench {
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

    @Test
    void numbersThatNoMessageHasRoomForAreNamed() {
        isRefused(Said.cipher().but("esp", -5), "its property transform.esp says -5, which is not from 0 to 255");
        isRefused(Said.cipher().but("esp", 268), "its property transform.esp says 268, which is not from 0 to 255");
        isRefused(Said.cipher().but("ah", 256), "its property transform.ah says 256, which is not from 0 to 255");
        isRefused(
                Said.cipher().but("ikev1", 65_543),
                "its property transform.ikev1 says 65543, which is not from 0 to 65535");
        isRefused(Said.cipher().but("ikev2", -1), "its property transform.ikev2 says -1, which is not from 0 to 65535");
        isRefused(
                Said.cipher().but("keyBits", 65_536),
                "its property transform.keyBits says 65536, which is not from 0 to 65535");
        assertThat(install(
                                Sample.cipher(),
                                Said.cipher().but("esp", 255).but("ah", 255).but("ikev1", 65_535))
                        .state())
                .isEqualTo(State.ADMITTED);
    }

    @Test
    void keywordsWhoseNumberIsMissingAreNamed() {
        isRefused(
                Said.cipher().but("esp", 0),
                "its property transform.esp says 0, and without a number nobody can negotiate [esp-test-aes]");
        isRefused(
                Said.cipher().but("isakmp", "aes"),
                "its property transform.ikev1 says 0, and without a number nobody can negotiate [aes]");
        isRefused(
                Said.mac().but("pix", "ah-test-hmac"),
                "its property transform.ah says 0, and without a number nobody can negotiate [ah-test-hmac]");
        isRefused(
                Said.mac().but("pix", "ah-test-hmac").but("ah", 250).but("esp", 0),
                "its property transform.esp says 0, and without a number nobody can negotiate [ah-test-hmac]");
    }

    @Test
    void wordsThatAreNoneOfTheGrammarAreNamed() {
        for (String word : List.of("esp-p5 withdraw", "?", "no", "esp-", "esp-A", "aes", "-aes", "esp-a\n")) {
            assertThat(install(Sample.cipher(), Said.cipher().but("pix", word)).verdict())
                    .startsWith("its property transform.pix says ")
                    .contains(word.strip());
        }
        isRefused(
                Said.cipher().but("pix", "ah-test-aes").but("ah", 249),
                "its property transform.pix says ah-test-aes, which is no keyword of ENCRYPTION");
        for (String word : List.of("a b", "?", "no", "AES")) {
            isRefused(
                    Said.cipher().but("isakmp", word).but("ikev1", 7),
                    "its property transform.isakmp says " + word + ", which is no keyword of ENCRYPTION");
        }
        isRefused(Said.cipher().but("name", "test aes"), "its property transform.name says test aes, which is no word");
    }

    @Test
    void whatHasNoKeywordNeedsNoNumber() {
        InstalledTransform entry =
                install(Sample.cipher(), Said.cipher().but("pix", new String[0]).but("esp", 0));

        assertThat(entry.state()).isEqualTo(State.ADMITTED);
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
                        250,
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

    private void isNoSecond(Transform transform, Said said, String why) {
        registry.add(transform, ranked(said, 100));
        registry.doWork();
        assertThat(registry.snapshot().installed()).last().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.FAILED);
            assertThat(entry.verdict()).isEqualTo(why);
        });
        assertThat(registry.snapshot().keywords()).containsExactly("esp-test-aes");
        registry.remove(transform);
    }

    @Test
    void whoeverIsToServeInAnothersPlaceSaysTheSame() {
        Said first = Said.cipher().but("esp", 12).but("ikev1", 7).but("isakmp", "aes");
        install(Sample.cipher(), first);

        String differs = "its property transform.%s says %s, that of test %s";
        isNoSecond(Sample.cipher(), first.but("pix", new String[0]), differs.formatted("pix", "[]", "[esp-test-aes]"));
        isNoSecond(Sample.cipher(), first.but("isakmp", "x"), differs.formatted("isakmp", "[x]", "[aes]"));
        isNoSecond(Sample.cipher(), first.but("esp", 99), differs.formatted("esp", "99", "12"));
        isNoSecond(Sample.cipher(), first.but("ah", 99), differs.formatted("ah", "99", "0"));
        isNoSecond(Sample.cipher(), first.but("ikev1", 8), differs.formatted("ikev1", "8", "7"));
        isNoSecond(Sample.cipher(), first.but("ikev2", 99), differs.formatted("ikev2", "99", "0"));
        isNoSecond(
                new JceCipher(false, Sample.right()) {
                    @Override
                    public CipherSpec spec() {
                        return new CipherSpec("test-aes", List.of(16), 16, 16, 0, 0, IvRule.NONE);
                    }
                },
                first,
                "its spec is CipherSpec[name=test-aes, keySizes=[16], blockSize=16, ivSize=16, saltSize=0, icvSize=0,"
                        + " ivRule=NONE], that of test is CipherSpec[name=test-aes, keySizes=[16], blockSize=16,"
                        + " ivSize=16, saltSize=0, icvSize=0, ivRule=RANDOM]");

        Transform alike = Sample.cipher();
        registry.add(alike, ranked(first, 100));
        registry.doWork();
        assertThat(registry.snapshot().cipher(AES)).isSameAs(alike);
    }

    @Test
    void anAlgorithmIsAsWeakAsAnyOfItsProvidersSays() {
        install(Sample.cipher(), Said.cipher().but("standing", "LEGACY"));
        Transform praised = Sample.cipher();
        registry.add(praised, ranked(Said.cipher().but("standing", "RECOMMENDED"), 100));
        registry.doWork();

        assertThat(registry.snapshot().cipher(AES)).isSameAs(praised);
        assertThat(registry.snapshot().standing(AES)).contains(Standing.LEGACY);
        registry.govern(new TransformPolicy(Map.of(), Standing.RECOMMENDED));
        assertThat(registry.snapshot().obstacle(AES, false)).isPresent();
    }

    @Test
    void whatIsSaidLaterIsExaminedAsWhatWasSaidFirst() {
        Transform cipher = Sample.cipher();
        install(Sample.mac(Sample.cutTag(20)), Said.mac());
        install(cipher, Said.cipher());

        registry.update(cipher, Said.cipher().but("pix", "esp-test-hmac").description());
        registry.doWork();
        assertThat(registry.snapshot().installed()).last().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.FAILED);
            assertThat(entry.verdict()).isEqualTo("it claims the keyword esp-test-hmac, which is that of test-sha1");
        });
        registry.update(cipher, Said.cipher().but("name", "x").description());
        registry.doWork();
        assertThat(registry.snapshot().installed())
                .last()
                .extracting(InstalledTransform::verdict)
                .isEqualTo("its property transform.name says x, its spec test-aes");

        registry.update(cipher, Said.cipher().description());
        registry.doWork();
        assertThat(registry.snapshot().cipher(AES)).isSameAs(cipher);
    }

    @Test
    void whatWasRefusedForTheSakeOfAnotherHasItsTurnWhenThatOneIsGoneForGood() {
        Transform first = Sample.cipher();
        install(first, Said.cipher());
        Transform second = Sample.cipher();
        registry.add(second, ranked(Said.cipher().but("esp", 99), 0));
        registry.doWork();
        registry.reconsider();
        registry.remove(first);

        registry.reconsider();
        idle();
        registry.add(first, Said.cipher().description());
        registry.doWork();
        registry.reconsider();
        idle();
        assertThat(registry.snapshot().cipher(AES)).as("after an update").isSameAs(first);

        registry.remove(first);
        registry.reconsider();
        registry.reconsider();
        registry.doWork();
        assertThat(registry.snapshot().cipher(AES)).as("after a removal").isSameAs(second);
    }

    private void idle() {
        registry.wakeUp();
        assertThat(registry.doWork()).isZero();
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
        assertThat(registry.snapshot().cipher(AES))
                .as("it is still registered once")
                .isSameAs(cipher);
        registry.remove(cipher);
        assertThat(registry.snapshot().installed()).isEmpty();
    }
}
