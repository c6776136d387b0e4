// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

/** What a {@link TokenType} says about a word. */
public sealed interface Judgement {
    /**
     * The word is fine.
     *
     * @param canonical how it is written
     */
    record Valid(String canonical) implements Judgement {}

    /**
     * The word is well formed, but what it names is not installed. A console refuses it; a line from a file is kept and waits.
     *
     * @param reason a message without prefix that names the word
     */
    record Unavailable(String reason) implements Judgement {}

    /**
     * The word cannot stand here.
     *
     * @param message a message without prefix that names the word
     */
    record Invalid(String message) implements Judgement {}
}
