// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.Optional;
import org.sallyport.config.RunningConfiguration;

/**
 * A line as it came in, before anybody looks at its words.
 *
 * @param text without blanks at its ends
 */
record RawLine(String text) {
    static RawLine of(String raw) {
        return new RawLine(raw.strip());
    }

    /** Whether the line says nothing: empty, or a comment. */
    boolean silent() {
        return text.isEmpty() || text.startsWith("!") || text.startsWith(":");
    }

    /** Why the line cannot be looked at, without prefix. */
    Optional<String> problem() {
        if (text.length() > RunningConfiguration.MAX_LINE) {
            return Optional.of("line has " + text.length() + " characters, at most " + RunningConfiguration.MAX_LINE
                    + " are allowed");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                return Optional.of(
                        String.format("character 0x%02x in column %d is not printable ASCII", (int) c, i + 1));
            }
        }
        return Optional.empty();
    }
}
