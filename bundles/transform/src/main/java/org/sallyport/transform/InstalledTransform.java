// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.Optional;
import org.sallyport.transform.internal.Specs;

/**
 * A transform that a bundle registered, and what became of it.
 *
 * @param verdict in words: why it failed or is set aside; empty otherwise
 * @param usage how often it was taken
 * @param spec what it said that it is, when it was admitted; empty before that. Whoever only wants to know asks here and not
 *     the transform: that is somebody else's code, which may throw or not return
 */
public record InstalledTransform(
        TransformDescription description,
        Transform transform,
        State state,
        String verdict,
        TransformUsage usage,
        Optional<TransformSpec> spec) {
    /** One whose transform is known well enough to be asked what it is, now. */
    public InstalledTransform(
            TransformDescription description, Transform transform, State state, String verdict, TransformUsage usage) {
        this(description, transform, state, verdict, usage, Optional.of(Specs.of(transform)));
    }

    /** What cipher it is; empty if it is none. */
    public Optional<CipherSpec> cipherSpec() {
        return spec.filter(CipherSpec.class::isInstance).map(CipherSpec.class::cast);
    }

    /** What authenticator it is; empty if it is none. */
    public Optional<IntegritySpec> integritySpec() {
        return spec.filter(IntegritySpec.class::isInstance).map(IntegritySpec.class::cast);
    }

    /** What hash with its function it is; empty if it is none. */
    public Optional<PrfSpec> prfSpec() {
        return spec.filter(PrfSpec.class::isInstance).map(PrfSpec.class::cast);
    }

    /** Where a transform stands. */
    public enum State {
        /** Its known answers are being computed, or wait for it. */
        PENDING,
        /** It may be used. */
        ADMITTED,
        /** A known answer, or its description, is wrong: never offered. */
        FAILED,
        /** It failed in use, or left while somebody was inside it who did not come out in time: never used again. */
        QUARANTINED
    }
}
