// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What a console prints after a line, and whether the line failed.
 *
 * @param lines without line ends; empty on silent success
 * @param failed whether the line was refused: nothing changed
 */
public record Reply(List<String> lines, boolean failed) {
    private static final Reply SILENT = new Reply(List.of(), false);

    /** Copies the lines. */
    public Reply {
        lines = List.copyOf(lines);
    }

    /** Success without a word, as a PIX has it. */
    public static Reply silent() {
        return SILENT;
    }

    /** Success with these lines. */
    public static Reply of(List<String> lines) {
        return lines.isEmpty() ? SILENT : new Reply(lines, false);
    }

    /** Success with these lines. */
    public static Reply of(String... lines) {
        return of(List.of(lines));
    }

    /** Refusal: {@code ERROR: } and the message, then further lines as they are (usage). */
    public static Reply error(String message, String... more) {
        var lines = new ArrayList<String>();
        lines.add("ERROR: " + message);
        lines.addAll(List.of(more));
        return new Reply(lines, true);
    }

    /** This reply and, below it, the other; failed if one of them is. */
    public Reply and(Reply other) {
        var both = new ArrayList<>(lines);
        both.addAll(other.lines);
        return new Reply(both, failed || other.failed);
    }
}
