// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

/**
 * A word that may stand next in a line, for completion and {@code ?} help.
 *
 * @param word the keyword or value; for a variable that cannot be listed its name in angle brackets
 * @param help one line about it
 * @param literal whether the word can be typed as it is
 */
public record Candidate(String word, String help, boolean literal) {}
