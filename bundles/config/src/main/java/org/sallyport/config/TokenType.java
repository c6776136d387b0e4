// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of word that a bundle contributes to the grammar, for instance {@code transform} in {@code <t:transform>}. What is valid
 * may change with the services present; whoever knows of such a change calls {@link RunningConfiguration#reevaluate}.
 *
 * <p>Thread-safe.
 */
@ConsumerType
public interface TokenType {
    /** What stands after the colon of a variable. */
    String name();

    /** Judges one word, by its form and the services present. Whether a configured thing exists is for the handler to say. */
    Judgement judge(String word);

    /** The words that may stand here now, for completion and help; empty when they cannot be listed. */
    default List<Candidate> candidates(Configuration configuration) {
        return List.of();
    }
}
