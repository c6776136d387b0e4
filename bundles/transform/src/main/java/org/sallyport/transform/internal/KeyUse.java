// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.security.InvalidKeyException;
import org.jspecify.annotations.Nullable;
import org.sallyport.transform.Secret;

/** Lends a secret's bytes to a call that may refuse them. */
@FunctionalInterface
interface KeyUse<R> {
    R with(byte[] key) throws InvalidKeyException;

    static <R> R lend(Secret secret, KeyUse<R> use) throws InvalidKeyException {
        record Outcome<T>(@Nullable T value, @Nullable InvalidKeyException refusal) {}
        Outcome<R> outcome = secret.use(key -> {
            try {
                return new Outcome<R>(use.with(key), null);
            } catch (InvalidKeyException e) {
                return new Outcome<R>(null, e);
            }
        });
        if (outcome.value() == null) {
            throw outcome.refusal() == null ? new InvalidKeyException("no context") : outcome.refusal();
        }
        return outcome.value();
    }
}
