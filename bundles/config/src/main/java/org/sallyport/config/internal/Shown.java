// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.Locale;

/** How messages show what was typed. */
final class Shown {
    private static final int MAX_WORD = 40;

    private Shown() {}

    /** The word, cut when it is very long. */
    static String word(String word) {
        return word.length() <= MAX_WORD ? word : word.substring(0, MAX_WORD) + "...";
    }

    static boolean equal(String keyword, String word) {
        return keyword.equalsIgnoreCase(word);
    }

    static boolean begins(String keyword, String prefix) {
        return keyword.startsWith(prefix.toLowerCase(Locale.ROOT));
    }
}
