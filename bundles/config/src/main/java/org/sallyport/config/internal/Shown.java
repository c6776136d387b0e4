// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.Locale;
import java.util.regex.Pattern;
import org.sallyport.config.Line;

/** How messages show what was typed. */
final class Shown {
    private static final int MAX_WORD = 40;
    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{16,}");

    private Shown() {}

    /** The word, cut when it is very long, and masked when it may be a key in the wrong place. */
    static String word(String word) {
        if (KEY.matcher(word).matches()) {
            return Line.MASK;
        }
        return word.length() <= MAX_WORD ? word : word.substring(0, MAX_WORD) + "...";
    }

    static boolean equal(String keyword, String word) {
        return keyword.equalsIgnoreCase(word);
    }

    static boolean begins(String keyword, String prefix) {
        return keyword.startsWith(prefix.toLowerCase(Locale.ROOT));
    }
}
