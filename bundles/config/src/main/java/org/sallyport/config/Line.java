// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.Optional;

/**
 * One line of the configuration.
 *
 * @param text canonical: keywords in full, values normalised, secrets in clear; the identity of the line
 * @param masked the same with {@link #MASK} for secrets: the only form that is ever printed
 * @param setting the grammar of the command it is a line of; empty while nobody installed knows the line
 * @param arguments its words by name; empty while nobody installed knows the line
 * @param inactive why the line has no effect now; empty when it has
 */
public record Line(String text, String masked, String setting, Arguments arguments, Optional<String> inactive) {
    /** Stands for a secret. Refused as a secret. */
    public static final String MASK = "********";

    /** Whether the line has effect. */
    public boolean active() {
        return inactive.isEmpty();
    }

    /** Whether this is an active line of the setting. */
    public boolean isOf(Setting command) {
        return active() && setting.equals(command.grammar());
    }

    /** Whether the line begins with these whole words, written canonically. */
    public boolean startsWith(String words) {
        return text.startsWith(words) && (text.length() == words.length() || text.charAt(words.length()) == ' ');
    }

    /** See {@link Arguments#word}. */
    public String word(String variable) {
        return arguments.word(variable);
    }

    /** See {@link Arguments#number}. */
    public long number(String variable) {
        return arguments.number(variable);
    }

    /** See {@link Arguments#has}. */
    public boolean has(String keyword) {
        return arguments.has(keyword);
    }

    @Override
    public String toString() {
        return masked;
    }
}
