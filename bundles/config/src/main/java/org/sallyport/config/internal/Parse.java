// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.List;
import java.util.Optional;
import org.sallyport.config.Arguments.Word;

/** What became of matching a line. */
sealed interface Parse {
    /**
     * A line that fits.
     *
     * @param form what it fits
     * @param words canonical, without the verb
     * @param unavailable why a word of it has no meaning now
     * @param under whether it also fits a form that removes whatever begins so
     */
    record Matched(Form form, List<Word> words, Optional<String> unavailable, boolean under) implements Parse {
        String text() {
            return Words.text(words);
        }
    }

    /**
     * A line that does not.
     *
     * @param known whether a contributor that comes later cannot make it fit
     * @param message without prefix
     * @param usage what would have fitted
     */
    record Failed(boolean known, String message, List<String> usage) implements Parse {}
}
