// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Whoever sits at the terminal of a session, as its door reaches them. */
@ConsumerType
@FunctionalInterface
public interface Person {
    /** Prints a question and returns the answer, empty when given up. Called in the thread of the session. */
    Optional<String> ask(String question);

    /** Prints a line that nobody asked for, above the one that is being typed. Called by any thread; it may wait. */
    default void tell(String line) {}
}
