// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.List;

/** A grammar as a tree. */
sealed interface Node {
    /** Where a part of a grammar can begin and end, as positions; and whether it can be empty. */
    record Part(List<Integer> first, List<Integer> last, boolean nullable) {
        private static final Part EMPTY = new Part(List.of(), List.of(), true);
    }

    /** Adds the positions of this node, and which may follow which. */
    Part place(Positions positions);

    /** How many words it has, or -1 when that varies. */
    int length();

    record Leaf(Token token) implements Node {
        @Override
        public Part place(Positions positions) {
            int position = positions.add(token);
            var here = List.of(position);
            if (token.rest()) {
                positions.follow(here, here);
            }
            return new Part(here, here, false);
        }

        @Override
        public int length() {
            return token.rest() ? -1 : 1;
        }
    }

    record Sequence(List<Node> nodes) implements Node {
        @Override
        public Part place(Positions positions) {
            var whole = Part.EMPTY;
            for (var node : nodes) {
                whole = join(positions, whole, node.place(positions));
            }
            return whole;
        }

        private static Part join(Positions positions, Part left, Part right) {
            positions.follow(left.last, right.first);
            return new Part(
                    left.nullable ? both(left.first, right.first) : left.first,
                    right.nullable ? both(left.last, right.last) : right.last,
                    left.nullable && right.nullable);
        }

        @Override
        public int length() {
            return nodes.stream()
                    .mapToInt(Node::length)
                    .reduce(0, (sum, each) -> sum < 0 || each < 0 ? -1 : sum + each);
        }
    }

    record Choice(List<Node> nodes) implements Node {
        @Override
        public Part place(Positions positions) {
            var first = new ArrayList<Integer>();
            var last = new ArrayList<Integer>();
            boolean nullable = false;
            for (var node : nodes) {
                var part = node.place(positions);
                first.addAll(part.first);
                last.addAll(part.last);
                nullable |= part.nullable;
            }
            return new Part(first, last, nullable);
        }

        @Override
        public int length() {
            var lengths = nodes.stream().mapToInt(Node::length).distinct().toArray();
            return lengths.length == 1 ? lengths[0] : -1;
        }
    }

    record Repeat(Node node, int least, int most) implements Node {
        @Override
        public Part place(Positions positions) {
            var whole = Part.EMPTY;
            for (int i = 0; i < most; i++) {
                var part = node.place(positions);
                whole = Sequence.join(positions, whole, new Part(part.first, part.last, part.nullable || i >= least));
            }
            return whole;
        }

        @Override
        public int length() {
            return least == most && node.length() >= 0 ? least * node.length() : -1;
        }
    }

    private static List<Integer> both(List<Integer> one, List<Integer> other) {
        var both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
