// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What was typed: keywords in full, and the values of variables by name. Asking for a variable that the line does not have is a
 * programmer's error. Immutable; never prints a secret.
 *
 * @param words all words in their order
 */
public record Arguments(List<Word> words) {
    /** No words at all. */
    public static final Arguments EMPTY = new Arguments(List.of());

    /**
     * One word of a line.
     *
     * @param variable the name of the variable; empty for a keyword
     * @param value the word as it is written
     * @param secret whether the word is never printed
     */
    public record Word(String variable, String value, boolean secret) {
        @Override
        public String toString() {
            return secret ? Line.MASK : value;
        }
    }

    /** Copies the list. */
    public Arguments {
        words = List.copyOf(words);
    }

    /** Whether the keyword was typed. */
    public boolean has(String keyword) {
        return words.stream().anyMatch(word -> word.variable.isEmpty() && word.value.equals(keyword));
    }

    /** The value of a variable, the first if it is repeated. */
    public String word(String variable) {
        return find(variable).orElseThrow(() -> new IllegalArgumentException("no <" + variable + "> in this line"));
    }

    /** The value of a variable that may be absent. */
    public Optional<String> find(String variable) {
        return words.stream()
                .filter(word -> word.variable.equals(variable))
                .map(Word::value)
                .findFirst();
    }

    /** All values of a repeated variable, in order; empty when absent. */
    public List<String> words(String variable) {
        return words.stream()
                .filter(word -> word.variable.equals(variable))
                .map(Word::value)
                .toList();
    }

    /** The value of an integer variable. */
    public long number(String variable) {
        return Long.parseLong(word(variable));
    }

    /** An IPv4 address or mask as 32 bits, the first octet on top. */
    public int ipv4(String variable) {
        int bits = 0;
        for (var octet : word(variable).split("\\.", -1)) {
            bits = bits << 8 | Integer.parseInt(octet);
        }
        return bits;
    }

    /** The bytes of a secret in {@code hex} digits. A fresh array that the caller wipes. */
    public byte[] secret(String variable) {
        return HexFormat.of().parseHex(word(variable));
    }

    /** The bytes of a {@code secret} that is text, in UTF-8. A fresh array that the caller wipes. */
    public byte[] passphrase(String variable) {
        return word(variable).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return words.toString();
    }
}
