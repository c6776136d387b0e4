// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import org.jspecify.annotations.Nullable;
import org.sallyport.config.TokenType;

/**
 * One token of a grammar.
 *
 * @param keyword in lower case; empty for a variable
 * @param variable its name; empty for a keyword
 * @param type the name of its type; empty for a keyword
 * @param label how messages call it
 * @param builtIn the type, unless a bundle contributes it
 * @param index of the element of the grammar it belongs to
 */
record Token(
        String keyword,
        String variable,
        String type,
        String label,
        @Nullable TokenType builtIn,
        int index) {
    static Token keyword(String word, int index) {
        return new Token(word, "", "", word, null, index);
    }

    static Token variable(String name, String type, String label, int index) {
        return new Token("", name, type, label, BuiltInTypes.find(type, label), index);
    }

    boolean isKeyword() {
        return variable.isEmpty();
    }

    boolean secret() {
        return type.equals(BuiltInTypes.HEX) || type.equals(BuiltInTypes.SECRET);
    }

    boolean rest() {
        return type.equals(BuiltInTypes.REST);
    }

    /** How usage lines and help show it. */
    String shown() {
        return isKeyword() ? keyword : "<" + variable + ">";
    }
}
