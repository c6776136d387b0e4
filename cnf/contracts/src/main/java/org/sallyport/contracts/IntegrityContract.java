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
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformRegistry;

/** What every {@link IntegrityTransform} has to pass. The implementing test class names the transform. */
public interface IntegrityContract {
    /** The transform under test. */
    IntegrityTransform transform();

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
        byte[] message = HexFormat.of().parseHex(answer.input());
        var tag = new byte[transform().spec().tagSize()];
        try (var mac = transform().mac(HexFormat.of().parseHex(answer.key()))) {
            mac.update(message, 0, message.length);
            mac.finish(tag, 0);
        }
        assertThat(HexFormat.of().formatHex(tag)).startsWith(answer.output());
    }

    @Test
    default void itsServicePropertiesSayWhatItsSpecSays() {
        TransformDescription said = TransformDescription.of(transform());

        assertThat(said.kind()).isEqualTo(TransformKind.INTEGRITY);
        assertThat(said.name()).isEqualTo(transform().spec().name());
        assertThat(said.keyBits()).containsExactly(transform().spec().keySize() * 8);
    }

    @Test
    default void piecesCountAsTheWhole() throws InvalidKeyException {
        int tagSize = transform().spec().tagSize();
        var random = new SplittableRandom(2202);
        try (var mac = transform().mac(key())) {
            for (int round = 0; round < 200; round++) {
                var message = new byte[random.nextInt(1500)];
                random.nextBytes(message);
                byte[] before = message.clone();
                int cut = random.nextInt(message.length + 1);
                var whole = new byte[tagSize];
                var pieces = new byte[tagSize + 2];

                mac.update(message, 0, message.length);
                mac.finish(whole, 0);
                mac.update(message, 0, cut);
                mac.update(message, cut, message.length - cut);
                mac.finish(pieces, 1);

                assertThat(Arrays.copyOfRange(pieces, 1, 1 + tagSize)).isEqualTo(whole);
                assertThat(pieces[0]).isZero();
                assertThat(pieces[tagSize + 1]).isZero();
                assertThat(message).isEqualTo(before);
            }
        }
    }

    @Test
    default void anotherKeyGivesAnotherTagAndTheCallersArrayIsTheCallers() throws InvalidKeyException {
        byte[] key = key();
        byte[] other = key();
        other[other.length - 1] ^= 1;
        try (var mac = transform().mac(key);
                var otherMac = transform().mac(other);
                var sameMac = transform().mac(key())) {
            Arrays.fill(key, (byte) 0);

            assertThat(tag(mac)).isEqualTo(tag(sameMac)).isNotEqualTo(tag(otherMac));
        }
    }

    @Test
    default void aKeyOfAnotherLengthIsRefusedWithBothLengths() {
        int right = transform().spec().keySize();
        for (int length = 0; length <= 80; length++) {
            var key = new byte[length];
            if (length != right) {
                assertThatThrownBy(() -> transform().mac(key))
                        .isInstanceOf(InvalidKeyException.class)
                        .hasMessage("key has " + length + " bytes, "
                                + transform().spec().name() + " takes " + right);
            }
        }
    }

    private byte[] key() {
        return HexFormat.of().parseHex(transform().knownAnswers().get(0).key());
    }

    private byte[] tag(IntegrityTransform.Mac mac) {
        var tag = new byte[transform().spec().tagSize()];
        mac.update(tag, 0, tag.length);
        mac.finish(tag, 0);
        return tag;
    }
}
