// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.runtime.Shift;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PrfSpec;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformUsage;

final class CustodyTest {
    private final List<TransformUsage.Failure> failures = new ArrayList<>();

    /** A hash of four bytes, which it says are five. */
    private record Short() implements PrfTransform {
        @Override
        public PrfSpec spec() {
            return new PrfSpec("short", 5);
        }

        @Override
        public byte[] hash(byte[] input) {
            return new byte[4];
        }

        @Override
        public byte[] prf(byte[] key, byte[] input) {
            return new byte[4];
        }

        @Override
        public List<KnownAnswer> knownAnswers() {
            return List.of();
        }
    }

    private static InstalledTransform installed(PrfTransform prf, TransformUsage usage) {
        var description = new TransformDescription(
                TransformKind.PRF, "short", List.of(40), List.of(), 0, 0, 9, 0, Standing.LEGACY, 0, "test");
        return new InstalledTransform(description, prf, InstalledTransform.State.ADMITTED, "", usage);
    }

    /** Cannot be printed. */
    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String toString() {
            throw this;
        }
    }

    @Test
    void aFailureThatCannotBePrintedIsOneLikeAnyOther() {
        var custody = new Custody(new Shift<>());
        InstalledTransform installed = installed(new Short(), new TransformUsage(failures::add));

        assertThatThrownBy(() -> custody.call(installed, false, () -> {
                    throw new Unspeakable();
                }))
                .isInstanceOf(Custody.FailedException.class)
                .hasMessage("short failed: " + Unspeakable.class.getName())
                .cause()
                .hasToString(Unspeakable.class.getName());
        assertThat(failures).hasSize(1);
    }

    @Test
    void aHashOfAWrongSizeIsSetAsideWhateverAPeerHasSent() {
        var prf = new Short();
        InstalledTransform installed = installed(prf, new TransformUsage(failures::add));
        PrfTransform guarded = new Custody(new Shift<>()).of(installed, prf);

        assertThatThrownBy(() -> guarded.hash(new byte[1]))
                .isInstanceOf(Custody.FailedException.class)
                .hasMessageContaining("a hash of 4 bytes instead of 5");
        assertThatThrownBy(() -> guarded.prf(new byte[1], new byte[1])).isInstanceOf(Custody.FailedException.class);
        assertThat(failures).hasSize(2).noneMatch(TransformUsage.Failure::provoked);
    }
}
