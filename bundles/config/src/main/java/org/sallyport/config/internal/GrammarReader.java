// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the text of a grammar; used once. */
final class GrammarReader {
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d+),(\\d+)\\}");
    private static final int MAX_REPETITION = 32;
    private static final String DELIMITERS = " {}[]|<>";

    private final String text;
    private final List<Token> known;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int depth;
    private int elements;

    /** @param known tokens whose variables may be named without a type */
    GrammarReader(String text, List<Token> known) {
        this.text = text;
        this.known = known;
    }

    Node read() {
        var node = choice();
        if (at < text.length()) {
            throw wrong("unexpected '" + text.charAt(at) + "'");
        }
        return node;
    }

    /** What was read, in the order of the text. */
    List<Token> tokens() {
        return List.copyOf(tokens);
    }

    /** How many elements stand side by side outside of all brackets. */
    int elements() {
        return elements;
    }

    private Node choice() {
        var alternatives = new ArrayList<Node>();
        alternatives.add(sequence());
        while (peek() == '|') {
            at++;
            alternatives.add(sequence());
        }
        return alternatives.size() == 1 ? alternatives.get(0) : new Node.Choice(alternatives);
    }

    private Node sequence() {
        var nodes = new ArrayList<Node>();
        while (true) {
            while (peek() == ' ') {
                at++;
            }
            switch (peek()) {
                case 0, '|', '}', ']' -> {
                    if (nodes.isEmpty()) {
                        throw wrong("nothing here");
                    }
                    return nodes.size() == 1 ? nodes.get(0) : new Node.Sequence(nodes);
                }
                default -> {
                    elements += depth == 0 ? 1 : 0;
                    nodes.add(repeated(single()));
                }
            }
        }
    }

    private Node single() {
        return switch (peek()) {
            case '{' -> enclosed('}');
            case '[' -> new Node.Repeat(enclosed(']'), 0, 1);
            case '<' -> new Node.Leaf(variable());
            case '>' -> throw wrong("unexpected '>'");
            default -> new Node.Leaf(keyword());
        };
    }

    private Node enclosed(char end) {
        at++;
        depth++;
        var node = choice();
        depth--;
        if (peek() != end) {
            throw wrong("'" + end + "' expected");
        }
        at++;
        return node;
    }

    private Node repeated(Node node) {
        var bounds = REPETITION.matcher(text).region(at, text.length());
        if (!bounds.lookingAt()) {
            return node;
        }
        at = bounds.end();
        int least = Integer.parseInt(bounds.group(1));
        int most = Integer.parseInt(bounds.group(2));
        if (least > most || most < 1 || most > MAX_REPETITION) {
            throw wrong("repetition " + least + "," + most);
        }
        return new Node.Repeat(node, least, most);
    }

    private Token keyword() {
        int start = at;
        while (at < text.length() && DELIMITERS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return add(Token.keyword(text.substring(start, at).toLowerCase(Locale.ROOT), elements - 1));
    }

    private Token variable() {
        int end = text.indexOf('>', at);
        if (end < 0) {
            throw wrong("'>' expected");
        }
        var parts = text.substring(at + 1, end).split(":", 3);
        at = end + 1;
        if (parts.length == 1) {
            var like = known.stream()
                    .filter(token -> token.variable().equals(parts[0]))
                    .findFirst()
                    .orElseThrow(() -> wrong("<" + parts[0] + "> has no type"));
            return add(Token.variable(like.variable(), like.type(), like.label(), elements - 1));
        }
        return add(Token.variable(parts[0], parts[1], parts[parts.length == 3 ? 2 : 0], elements - 1));
    }

    private Token add(Token token) {
        tokens.add(token);
        return token;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("grammar \"" + text + "\", column " + at + ": " + what);
    }

    @Override
    public String toString() {
        return text;
    }
}
