// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.ikev1.message.ProposedTransform;

/**
 * A transform of an offer, and what it means.
 *
 * @param <S> the kind of suite
 */
public final class Reading<S> {
    private final ProposedTransform transform;
    private final @Nullable S suite;
    private final String fault;

    private Reading(ProposedTransform transform, @Nullable S suite, String fault) {
        this.transform = transform;
        this.suite = suite;
        this.fault = fault;
    }

    interface Meaning<S> {
        S of(ProposedTransform transform) throws Misfit;
    }

    static <S> Reading<S> of(ProposedTransform transform, Meaning<S> meaning) {
        try {
            return new Reading<>(transform, meaning.of(transform), "");
        } catch (Misfit e) {
            return new Reading<>(transform, null, e.fault());
        }
    }

    /** As it came, for the answer. */
    public ProposedTransform transform() {
        return transform;
    }

    /** What it means; empty if it means nothing. */
    public Optional<S> suite() {
        return Optional.ofNullable(suite);
    }

    /** Why it means nothing, in words; empty if it does. */
    public String fault() {
        return fault;
    }

    /** What it means, or why it means nothing. */
    @Override
    public String toString() {
        return suite == null ? fault : suite.toString();
    }
}
