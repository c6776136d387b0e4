// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.List;
import org.sallyport.config.Arguments.Word;

/**
 * A compiled grammar: positions where words stand, and which may follow which (Glushkov's automaton). Immutable.
 */
final class Grammar {
    private final List<Token> tokens;
    private final List<Word> keywords;
    private final List<List<Integer>> follow;
    private final List<Integer> first;
    private final List<Integer> last;
    private final int length;
    private final List<Token> declared;
    private final int elements;

    private Grammar(Positions positions, Node.Part whole, GrammarReader reader, int length) {
        tokens = List.copyOf(positions.tokens);
        keywords = tokens.stream()
                .map(token -> new Word("", token.keyword(), false))
                .toList();
        follow = positions.follow.stream().map(List::copyOf).toList();
        first = List.copyOf(whole.first());
        last = List.copyOf(whole.last());
        this.length = length;
        declared = reader.tokens();
        elements = reader.elements();
    }

    /** Compiles a grammar of its own. */
    static Grammar of(String text) {
        return compile(new GrammarReader(text, List.of()));
    }

    /** Compiles a prefix or form whose variables have the types they have in this grammar. */
    Grammar relative(String text) {
        return compile(new GrammarReader(text, declared));
    }

    private static Grammar compile(GrammarReader reader) {
        var tree = reader.read();
        var positions = new Positions();
        var whole = tree.place(positions);
        if (whole.nullable()) {
            throw new IllegalArgumentException("grammar may be empty: " + reader);
        }
        return new Grammar(positions, whole, reader, tree.length());
    }

    Token token(int position) {
        return tokens.get(position);
    }

    /** The keyword at a position, as a word of a line: all lines share it. */
    Word keyword(int position) {
        return keywords.get(position);
    }

    /** Where the first word may stand. */
    List<Integer> first() {
        return first;
    }

    /** Where the word after that at this position may stand. */
    List<Integer> after(int position) {
        return follow.get(position);
    }

    /** Whether a line may end at this position. */
    boolean ends(int position) {
        return last.contains(position);
    }

    /** How many words it has, or -1 when that varies. */
    int length() {
        return length;
    }

    /** How many elements stand side by side: a choice or an option is one. */
    int elements() {
        return elements;
    }

    /** The tokens in the order of the text, each once. */
    List<Token> declared() {
        return declared;
    }
}
