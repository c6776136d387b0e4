// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/**
 * A transform that a bundle registered, and what became of it.
 *
 * @param verdict in words: why it failed or is set aside; empty otherwise
 * @param usage how often it was taken
 */
public record InstalledTransform(
        TransformDescription description, Transform transform, State state, String verdict, TransformUsage usage) {
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
