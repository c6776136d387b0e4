// SPDX-License-Identifier: Apache-2.0
package org.sallyport.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.RandomBytes;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformRegistry;

/** What every {@link KeyExchangeTransform} has to pass. The implementing test class names the transform. */
public interface KeyExchangeContract {
    /** The transform under test. */
    KeyExchangeTransform transform();

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
                .map(answer -> DynamicTest.dynamicTest(
                        answer.source(),
                        () -> assertThat(transform()
                                        .finish(Secret.of(hex.parseHex(answer.key())), hex.parseHex(answer.input())))
                                .isEqualTo(Secret.of(hex.parseHex(answer.output())))));
    }

    @Test
    default void itsServicePropertiesSayWhatItsSpecSays() {
        TransformDescription said = TransformDescription.of(transform());

        assertThat(said.kind()).isEqualTo(TransformKind.KEY_EXCHANGE);
        assertThat(said.name()).isEqualTo(transform().spec().name());
    }

    @Test
    default void bothSidesKnowTheSameSecretAndNobodyTwiceTheSame() throws InvalidPeerValueException {
        RandomBytes random = random(2631);
        KeyExchangeTransform.Initiation initiation = transform().initiate(random);
        KeyExchangeTransform.Response response = transform().respond(initiation.publicValue(), random);
        KeyExchangeTransform.Response other = transform().respond(initiation.publicValue(), random);

        assertThat(transform().finish(initiation.remembered(), response.publicValue()))
                .isEqualTo(response.secret());
        assertThat(initiation.publicValue()).hasSize(transform().spec().initiatorSize());
        assertThat(response.publicValue()).hasSize(transform().spec().responderSize());
        assertThat(response.secret().length()).isEqualTo(transform().spec().secretSize());
        assertThat(other.secret()).isNotEqualTo(response.secret());
        assertThat(transform().initiate(random).publicValue()).isNotEqualTo(initiation.publicValue());
    }

    @Test
    default void valuesOfAnotherLengthAreRefused() {
        KeyExchangeTransform.Initiation initiation = transform().initiate(random(1));
        for (int more : new int[] {-1, 1, 64}) {
            byte[] value =
                    Arrays.copyOf(initiation.publicValue(), transform().spec().responderSize() + more);
            assertThatThrownBy(() -> transform().finish(initiation.remembered(), value))
                    .isInstanceOf(InvalidPeerValueException.class);
            byte[] first =
                    Arrays.copyOf(initiation.publicValue(), transform().spec().initiatorSize() + more);
            assertThatThrownBy(() -> transform().respond(first, random(2)))
                    .isInstanceOf(InvalidPeerValueException.class);
        }
        assertThatThrownBy(() -> transform().respond(new byte[0], random(2)))
                .isInstanceOf(InvalidPeerValueException.class);
    }

    /** Bytes that differ from call to call, the same for a seed. */
    static RandomBytes random(long seed) {
        var random = new SplittableRandom(seed);
        return length -> {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        };
    }
}
