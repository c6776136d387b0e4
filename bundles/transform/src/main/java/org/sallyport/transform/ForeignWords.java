// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a transform threw, or another object of its bundle, into words. That, too, calls somebody else's code, often in the very
 * place that deals with its failing; so it never throws, and whatever that code says, what comes of it fits into a line of a listing.
 */
public final class ForeignWords {
    private static final int MOST_CHARACTERS = 300;

    private ForeignWords() {}

    /** What an object says of itself, or its class if it says nothing. */
    public static String of(@Nullable Object foreign) {
        return foreign == null ? "null" : guarded(foreign, foreign::toString);
    }

    /** The message of an exception, or its class if it has none. */
    public static String message(Throwable foreign) {
        return guarded(foreign, foreign::getMessage);
    }

    private static String guarded(Object foreign, Supplier<@Nullable String> asked) {
        String words = null;
        try {
            words = asked.get();
        } catch (Throwable e) { // checked ones, too: the compiler is all that keeps them from being thrown here
            words = null;
        }
        return line(words == null ? foreign.getClass().getName() : words);
    }

    private static String line(String words) {
        String some = words.length() > MOST_CHARACTERS ? words.substring(0, MOST_CHARACTERS) + "..." : words;
        return some.replaceAll("\\p{Cntrl}", " ");
    }
}
