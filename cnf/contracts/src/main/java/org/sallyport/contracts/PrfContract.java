// SPDX-License-Identifier: Apache-2.0
package org.sallyport.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sallyport.runtime.World;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformRegistry;

/** What every {@link PrfTransform} has to pass. The implementing test class names the transform. */
public interface PrfContract {
    /** The transform under test. */
    PrfTransform transform();

    /** The block of its hash, in bytes. */
    default int block() {
        return 64;
    }

    @Test
    default void theRegistryAdmitsIt() {
        List<InstalledTransform> installed =
                TransformRegistry.of(World.ticker(), transform()).snapshot().installed();

        assertThat(installed).hasSize(1);
        assertThat(installed.get(0).state()).isEqualTo(InstalledTransform.State.ADMITTED);
    }

    @TestFactory
    default Stream<DynamicTest> aPublishedVectorComesOut() {
        HexFormat hex = HexFormat.of();
        return transform().knownAnswers().stream()
                .map(answer -> DynamicTest.dynamicTest(answer.source(), () -> {
                    byte[] input = hex.parseHex(answer.input());
                    byte[] output = answer.key().isEmpty()
                            ? transform().hash(input)
                            : transform().prf(hex.parseHex(answer.key()), input);
                    assertThat(hex.formatHex(output)).isEqualTo(answer.output());
                }));
    }

    @Test
    default void bothTheHashAndTheFunctionHaveVectors() {
        assertThat(transform().knownAnswers()).anyMatch(answer -> answer.key().isEmpty());
        assertThat(transform().knownAnswers())
                .anyMatch(answer -> answer.key().length() > 2 * block())
                .anyMatch(answer -> !answer.key().isEmpty() && answer.key().length() < 2 * block());
    }

    @Test
    default void itsServicePropertiesSayWhatItsSpecSays() {
        TransformDescription said = TransformDescription.of(transform());

        assertThat(said.kind()).isEqualTo(TransformKind.PRF);
        assertThat(said.name()).isEqualTo(transform().spec().name());
        assertThat(said.keyBits()).containsExactly(transform().spec().outputSize() * 8);
        assertThat(said.isakmp()).hasSize(1);
    }

    /** RFC 2104, 2, written down from the text. */
    @Test
    default void theFunctionIsTheHmacOfTheHashForKeysOfAnyLength() {
        var random = new SplittableRandom(2104);
        for (int length = 0; length < 2 * block() + 2; length++) {
            var key = new byte[length];
            var input = new byte[random.nextInt(300)];
            random.nextBytes(key);
            random.nextBytes(input);
            byte[] keyBefore = key.clone();
            byte[] inputBefore = input.clone();
            byte[] block = Arrays.copyOf(length > block() ? transform().hash(key) : key, block());

            byte[] inner = transform().hash(joined(added(block, 0x36), input));
            byte[] expected = transform().hash(joined(added(block, 0x5C), inner));

            assertThat(transform().prf(key, input)).as("key of %d", length).isEqualTo(expected);
            assertThat(key).isEqualTo(keyBefore);
            assertThat(input).isEqualTo(inputBefore);
        }
    }

    private static byte[] added(byte[] block, int pad) {
        byte[] sum = block.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= (byte) pad;
        }
        return sum;
    }

    private static byte[] joined(byte[] start, byte[] end) {
        byte[] whole = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, whole, start.length, end.length);
        return whole;
    }
}
