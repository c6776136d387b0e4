// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.Locale;
import java.util.Map;

/** Transforms and their vectors, right and wrong. */
public final class Sample {
    private Sample() {}

    public static JceCipher cipher() {
        return cipher(JceCipher.CBC);
    }

    public static JceCipher cipher(KnownAnswer... answers) {
        return new JceCipher(false, answers);
    }

    public static SampleMac mac(KnownAnswer... answers) {
        return new SampleMac(answers);
    }

    /** What {@link #cipher()} answers. */
    public static KnownAnswer right() {
        return JceCipher.CBC;
    }

    public static KnownAnswer wrong(String source) {
        return KnownAnswer.cipher(
                source, JceCipher.CBC.key(), JceCipher.CBC.nonce(), JceCipher.CBC.output(), JceCipher.CBC.input());
    }

    public static KnownAnswer wrongTag(String source) {
        return KnownAnswer.mac(
                source,
                SampleMac.CASE_1.key(),
                SampleMac.CASE_1.input(),
                SampleMac.CASE_1.output().replace('b', 'c'));
    }

    public static KnownAnswer cutTag(int bytes) {
        return KnownAnswer.mac(
                "cut",
                SampleMac.CASE_1.key(),
                SampleMac.CASE_1.input(),
                SampleMac.CASE_1.output().substring(0, 2 * bytes));
    }

    public static KnownAnswer capitals() {
        KnownAnswer right = JceCipher.CBC;
        return KnownAnswer.cipher(
                "capitals",
                right.key().toUpperCase(Locale.ROOT),
                right.nonce(),
                right.input().toUpperCase(Locale.ROOT),
                right.output().toUpperCase(Locale.ROOT));
    }

    public static TransformDescription description(Transform transform, int ranking) {
        boolean cipher = !(transform instanceof IntegrityTransform);
        return new TransformDescription(
                cipher ? TransformKind.ENCRYPTION : TransformKind.INTEGRITY,
                cipher ? "test-aes" : "test-sha1",
                java.util.List.of(cipher ? 128 : 160),
                java.util.List.of(cipher ? "esp-test-aes" : "esp-test-hmac"),
                cipher ? 249 : 250,
                0,
                0,
                0,
                Standing.ACCEPTABLE,
                ranking,
                "test");
    }

    public static TransformDescription description(Transform transform, TransformKind kind) {
        return new TransformDescription(
                kind,
                transform.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                java.util.List.of(8),
                java.util.List.of(),
                0,
                0,
                0,
                0,
                Standing.LEGACY,
                0,
                "test");
    }

    public static Map<String, Object> properties() {
        return Map.of(
                "transform.kind",
                "ENCRYPTION",
                "transform.name",
                "test-aes",
                "transform.keyBits",
                new int[] {128},
                "transform.pix",
                new String[] {"esp-test-aes"},
                "transform.esp",
                249,
                "transform.standing",
                "ACCEPTABLE",
                "service.bundleid",
                42L);
    }
}
