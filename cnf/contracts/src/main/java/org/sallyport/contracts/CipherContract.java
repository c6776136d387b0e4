// SPDX-License-Identifier: Apache-2.0
package org.sallyport.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sallyport.runtime.World;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformRegistry;

/** What every {@link CipherTransform} has to pass. The implementing test class names the transform. */
public interface CipherContract {
    /** The transform under test. */
    CipherTransform transform();

    @Test
    default void theRegistryAdmitsIt() {
        List<InstalledTransform> installed =
                TransformRegistry.of(World.ticker(), transform()).snapshot().installed();

        assertThat(installed).hasSize(1);
        assertThat(installed.get(0).state()).isEqualTo(InstalledTransform.State.ADMITTED);
    }

    @TestFactory
    default Stream<DynamicTest> aPublishedVectorComesOut() {
        return transform().knownAnswers().stream()
                .map(answer -> DynamicTest.dynamicTest(answer.source(), () -> comesOut(answer)));
    }

    private void comesOut(KnownAnswer answer) throws InvalidKeyException {
        byte[] plain = bytes(answer.aad() + answer.input());
        byte[] encrypted = bytes(answer.aad() + answer.output());
        int aad = answer.aad().length() / 2;
        byte[] buffer = Arrays.copyOf(plain, encrypted.length);

        transform().sealer(bytes(answer.key())).seal(bytes(answer.nonce()), buffer, 0, aad, aad, plain.length - aad);
        assertThat(buffer).isEqualTo(encrypted);

        assertThat(transform()
                        .opener(bytes(answer.key()))
                        .open(bytes(answer.nonce()), buffer, 0, aad, aad, plain.length - aad))
                .isTrue();
        assertThat(Arrays.copyOf(buffer, plain.length)).isEqualTo(plain);
    }

    @Test
    default void itsServicePropertiesSayWhatItsSpecSays() {
        TransformDescription said = TransformDescription.of(transform());

        assertThat(said.kind()).isEqualTo(TransformKind.ENCRYPTION);
        assertThat(said.name()).isEqualTo(transform().spec().name());
        assertThat(said.keyBits())
                .containsExactlyElementsOf(transform().spec().keySizes().stream()
                        .map(bytes -> bytes * 8)
                        .toList());
    }

    @Test
    default void textsOfAnySizeComeBackAndNothingBesideThemChanges() throws InvalidKeyException {
        CipherSpec spec = transform().spec();
        var random = new SplittableRandom(3602);
        for (byte[] key : keys()) {
            try (var sealer = transform().sealer(key);
                    var opener = transform().opener(key)) {
                for (int round = 0; round < 200; round++) {
                    int length = spec.blockSize() * random.nextInt(1, 1 + 1500 / spec.blockSize());
                    int text = random.nextInt(64);
                    byte[] nonce = random(random, spec.saltSize() + spec.ivSize());
                    byte[] buffer = random(random, text + length + spec.icvSize() + random.nextInt(64));
                    byte[] before = buffer.clone();
                    byte[] nonceBefore = nonce.clone();

                    sealer.seal(nonce, buffer, 0, text, text, length);
                    assertThat(Arrays.copyOf(buffer, text)).isEqualTo(Arrays.copyOf(before, text));
                    assertThat(tail(buffer, text + length + spec.icvSize()))
                            .isEqualTo(tail(before, text + length + spec.icvSize()));
                    assertThat(opener.open(nonce, buffer, 0, text, text, length))
                            .isTrue();

                    System.arraycopy(before, text + length, buffer, text + length, spec.icvSize());
                    assertThat(buffer).isEqualTo(before);
                    assertThat(nonce).isEqualTo(nonceBefore);
                }
            }
        }
    }

    @Test
    default void aPacketLeavesNoTraceInTheNext() throws InvalidKeyException {
        CipherSpec spec = transform().spec();
        byte[] key = keys().get(0);
        byte[] nonce = random(new SplittableRandom(1), spec.saltSize() + spec.ivSize());
        byte[] other = random(new SplittableRandom(2), spec.saltSize() + spec.ivSize());
        int length = 4 * spec.blockSize();
        var first = new byte[length + spec.icvSize()];
        var between = new byte[length + spec.icvSize()];
        var again = new byte[length + spec.icvSize()];

        try (var sealer = transform().sealer(key)) {
            Arrays.fill(key, (byte) 0x5a); // the caller's array is the caller's
            sealer.seal(nonce, first, 0, 0, 0, length);
            sealer.seal(other, between, 0, 0, 0, length);
            sealer.seal(nonce, again, 0, 0, 0, length);
        }

        assertThat(again).isEqualTo(first);
        if (spec.ivSize() > 0) {
            assertThat(between).isNotEqualTo(first);
        }
    }

    /** Whoever forges packets sends what he likes: the same IV twice in a row, for instance, and then comes the genuine one. */
    @Test
    default void aNonceMayComeTwiceToAnOpener() throws InvalidKeyException {
        CipherSpec spec = transform().spec();
        byte[] nonce = random(new SplittableRandom(4), spec.saltSize() + spec.ivSize());
        int length = 4 * spec.blockSize();
        byte[] plain = random(new SplittableRandom(5), length + spec.icvSize());
        byte[] genuine = plain.clone();
        byte[] key = keys().get(0);
        transform().sealer(key).seal(nonce, genuine, 0, 0, 0, length);

        try (var opener = transform().opener(key)) {
            for (int forgeries = 0; forgeries < 3; forgeries++) {
                byte[] forged = genuine.clone();
                forged[0] ^= 1;
                assertThat(opener.open(nonce, forged, 0, 0, 0, length)).isEqualTo(!spec.isAead());
            }
            assertThat(opener.open(nonce, genuine, 0, 0, 0, length)).isTrue();
        }
        assertThat(Arrays.copyOf(genuine, length)).isEqualTo(Arrays.copyOf(plain, length));
    }

    @Test
    default void aKeyOfAnotherLengthIsRefusedWithBothLengths() {
        for (int length = 0; length <= 80; length++) {
            var key = new byte[length];
            if (transform().spec().keySizes().contains(length)) {
                continue;
            }
            for (var opening : List.<Opening>of(transform()::sealer, transform()::opener)) {
                assertThatThrownBy(() -> opening.with(key))
                        .isInstanceOf(InvalidKeyException.class)
                        .hasMessageStartingWith("key has " + length + " bytes, "
                                + transform().spec().name() + " takes ")
                        .satisfies(e -> transform()
                                .spec()
                                .keySizes()
                                .forEach(size -> assertThat(e).hasMessageContaining(String.valueOf(size))));
            }
        }
    }

    @Test
    default void aTextThatIsNoWholeBlocksIsNeitherSealedNorOpened() throws InvalidKeyException {
        CipherSpec spec = transform().spec();
        if (spec.blockSize() == 1) {
            return;
        }
        var nonce = new byte[spec.saltSize() + spec.ivSize()];
        var buffer = new byte[2 * spec.blockSize()];
        for (int length = 1; length < spec.blockSize(); length++) {
            int odd = spec.blockSize() + length;
            var sealer = transform().sealer(keys().get(0));
            assertThatThrownBy(() -> sealer.seal(nonce, buffer, 0, 0, 0, odd))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(transform().opener(keys().get(0)).open(nonce, buffer, 0, 0, 0, odd))
                    .isFalse();
        }
        assertThat(buffer).containsOnly(0);
    }

    /** Keys of every size: those of its vectors. */
    private List<byte[]> keys() {
        return transform().knownAnswers().stream()
                .map(KnownAnswer::key)
                .map(CipherContract::bytes)
                .toList();
    }

    private static byte[] bytes(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] random(SplittableRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] tail(byte[] buffer, int from) {
        return Arrays.copyOfRange(buffer, from, buffer.length);
    }

    /** A sealer's or an opener's opening. */
    @FunctionalInterface
    interface Opening {
        AutoCloseable with(byte[] key) throws InvalidKeyException;
    }
}
