// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.DHPrivateKeySpec;
import javax.crypto.spec.DHPublicKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sallyport.contracts.KeyExchangeContract;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformDescription;

final class ModpTest {
    /** The number in the RFC's formula for the prime. */
    private record Group(KeyExchangeTransform transform, int number, int bits, int constant) {}

    private static final List<Group> GROUPS = List.of(
            new Group(new Modp768(), 1, 768, 149_686),
            new Group(new Modp1024(), 2, 1024, 129_093),
            new Group(new Modp1536(), 5, 1536, 741_804),
            new Group(new Modp2048(), 14, 2048, 124_476),
            new Group(new Modp3072(), 15, 3072, 1_690_314),
            new Group(new Modp4096(), 16, 4096, 240_904),
            new Group(new Modp6144(), 17, 6144, 929_484),
            new Group(new Modp8192(), 18, 8192, 4_743_158));

    @Nested
    final class OfGroup1 implements KeyExchangeContract {
        @Override
        public KeyExchangeTransform transform() {
            return new Modp768();
        }
    }

    @Nested
    final class OfGroup2 implements KeyExchangeContract {
        @Override
        public KeyExchangeTransform transform() {
            return new Modp1024();
        }
    }

    @Nested
    final class OfGroup5 implements KeyExchangeContract {
        @Override
        public KeyExchangeTransform transform() {
            return new Modp1536();
        }
    }

    @Nested
    final class OfGroup14 implements KeyExchangeContract {
        @Override
        public KeyExchangeTransform transform() {
            return new Modp2048();
        }
    }

    @Nested
    final class OfGroup15 implements KeyExchangeContract {
        @Override
        public KeyExchangeTransform transform() {
            return new Modp3072();
        }
    }

    @Nested
    final class OfGroup16 implements KeyExchangeContract {
        @Override
        public KeyExchangeTransform transform() {
            return new Modp4096();
        }
    }

    @Nested
    final class OfGroup17 implements KeyExchangeContract {
        @Override
        public KeyExchangeTransform transform() {
            return new Modp6144();
        }
    }

    @Nested
    final class OfGroup18 implements KeyExchangeContract {
        @Override
        public KeyExchangeTransform transform() {
            return new Modp8192();
        }
    }

    /** RFC 2409, 6 and RFC 3526: p = 2^n - 2^(n-64) - 1 + 2^64 * ([2^(n-130) pi] + constant). */
    @TestFactory
    Stream<DynamicTest> itsPrimeIsTheOneThatTheRfcDefines() {
        return GROUPS.stream()
                .map(group -> DynamicTest.dynamicTest("group " + group.number(), () -> {
                    int bits = group.bits();
                    BigInteger prime = BigInteger.ONE
                            .shiftLeft(bits)
                            .subtract(BigInteger.ONE.shiftLeft(bits - 64))
                            .subtract(BigInteger.ONE)
                            .add(pi(bits - 130)
                                    .add(BigInteger.valueOf(group.constant()))
                                    .shiftLeft(64));

                    // 2^bits is just above the prime: the secret is the difference.
                    Secret secret =
                            group.transform().finish(number(BigInteger.valueOf(bits)), value(group, BigInteger.TWO));

                    assertThat(secret)
                            .isEqualTo(Secret.of(
                                    value(group, BigInteger.ONE.shiftLeft(bits).subtract(prime))));
                }));
    }

    /** CVE-2015-3240: g^x = 0. */
    @TestFactory
    Stream<DynamicTest> aPublicValueThatGivesTheSecretAwayIsRefused() {
        return GROUPS.stream()
                .map(group -> DynamicTest.dynamicTest("group " + group.number(), () -> {
                    BigInteger prime = primeOf(group);
                    BigInteger all = BigInteger.ONE.shiftLeft(group.bits()).subtract(BigInteger.ONE);
                    for (BigInteger bad : List.of(
                            BigInteger.ZERO,
                            BigInteger.ONE,
                            prime.subtract(BigInteger.ONE),
                            prime,
                            prime.add(BigInteger.ONE),
                            all)) {
                        byte[] value = value(group, bad);
                        assertThatThrownBy(() -> group.transform().respond(value, KeyExchangeContract.random(9)))
                                .isInstanceOf(InvalidPeerValueException.class);
                        assertThatThrownBy(() -> group.transform().finish(number(BigInteger.TEN), value))
                                .isInstanceOf(InvalidPeerValueException.class);
                    }
                    group.transform().respond(value(group, BigInteger.TWO), KeyExchangeContract.random(9));
                    group.transform().finish(number(BigInteger.TEN), value(group, prime.subtract(BigInteger.TWO)));
                }));
    }

    /** 2^10 is short: zeros stand in front. */
    @TestFactory
    Stream<DynamicTest> aShortSecretIsFilledUpToTheLengthOfTheModulus() {
        return GROUPS.stream()
                .map(group -> DynamicTest.dynamicTest(
                        "group " + group.number(),
                        () -> assertThat(group.transform().finish(number(BigInteger.TEN), value(group, BigInteger.TWO)))
                                .isEqualTo(Secret.of(value(group, BigInteger.valueOf(1024))))));
    }

    /** What is remembered is the exponent: another provider, the JDK's, ends with it what was begun here. */
    @TestFactory
    Stream<DynamicTest> anotherProviderCanFinish() {
        return GROUPS.stream()
                .map(group -> DynamicTest.dynamicTest("group " + group.number(), () -> {
                    KeyExchangeTransform.Initiation initiation =
                            group.transform().initiate(KeyExchangeContract.random(3));
                    KeyExchangeTransform.Response response =
                            group.transform().respond(initiation.publicValue(), KeyExchangeContract.random(4));
                    BigInteger prime = primeOf(group);
                    var factory = KeyFactory.getInstance("DH");
                    var agreement = KeyAgreement.getInstance("DH");
                    BigInteger exponent = initiation.remembered().use(bytes -> new BigInteger(1, bytes));
                    agreement.init(factory.generatePrivate(new DHPrivateKeySpec(exponent, prime, BigInteger.TWO)));
                    agreement.doPhase(
                            factory.generatePublic(new DHPublicKeySpec(
                                    new BigInteger(1, response.publicValue()), prime, BigInteger.TWO)),
                            true);

                    assertThat(Secret.of(agreement.generateSecret())).isEqualTo(response.secret());
                }));
    }

    @Test
    void everyGroupHasItsNumberAndKeyword() {
        for (Group group : GROUPS) {
            TransformDescription said = TransformDescription.of(group.transform());

            assertThat(said.ikev1()).isEqualTo(group.number());
            assertThat(said.ikev2()).isEqualTo(group.number());
            assertThat(said.isakmp()).containsExactly(String.valueOf(group.number()));
            assertThat(said.keyBits()).containsExactly(group.bits());
        }
    }

    @Test
    void exponentsAreAsLongAsTheGroupNeeds() {
        for (Group group : GROUPS) {
            var drawn = new int[1];
            KeyExchangeTransform.Initiation initiation = group.transform().initiate(length -> {
                drawn[0] = length;
                return new byte[length];
            });

            assertThat(drawn[0] * 8).isGreaterThanOrEqualTo(160);
            assertThat(initiation.remembered().length()).isEqualTo(drawn[0]);
            // With nothing but zeros drawn the top bit alone is set.
            assertThat(initiation.publicValue())
                    .isEqualTo(value(
                            group, BigInteger.TWO.modPow(BigInteger.ONE.shiftLeft(8 * drawn[0] - 1), primeOf(group))));
        }
    }

    private static BigInteger primeOf(Group group) {
        try {
            Secret difference =
                    group.transform().finish(number(BigInteger.valueOf(group.bits())), value(group, BigInteger.TWO));
            return BigInteger.ONE.shiftLeft(group.bits()).subtract(difference.use(bytes -> new BigInteger(1, bytes)));
        } catch (InvalidPeerValueException e) {
            throw new AssertionError(e);
        }
    }

    private static Secret number(BigInteger exponent) {
        return Secret.of(exponent.toByteArray());
    }

    private static byte[] value(Group group, BigInteger number) {
        String digits = number.toString(16);
        return HexFormat.of().parseHex("0".repeat(group.bits() / 4 - digits.length()) + digits);
    }

    /** The whole part of pi * 2^bits, by Machin's formula: pi/4 = 4 arctan(1/5) - arctan(1/239). */
    private static BigInteger pi(int bits) {
        int guard = 80;
        return arctanOfInverse(5, bits + guard)
                .shiftLeft(2)
                .subtract(arctanOfInverse(239, bits + guard))
                .shiftLeft(2)
                .shiftRight(guard);
    }

    private static BigInteger arctanOfInverse(int inverse, int bits) {
        BigInteger square = BigInteger.valueOf((long) inverse * inverse);
        BigInteger power = BigInteger.ONE.shiftLeft(bits).divide(BigInteger.valueOf(inverse));
        BigInteger sum = BigInteger.ZERO;
        for (int k = 1; power.signum() != 0; k += 2) {
            BigInteger term = power.divide(BigInteger.valueOf(k));
            sum = k % 4 == 1 ? sum.add(term) : sum.subtract(term);
            power = power.divide(square);
        }
        return sum;
    }
}
