// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.List;

/** The positions of a grammar while it is compiled: each is one place where a word can stand. */
final class Positions {
    final List<Token> tokens = new ArrayList<>();
    final List<List<Integer>> follow = new ArrayList<>();

    int add(Token token) {
        tokens.add(token);
        follow.add(new ArrayList<>());
        return tokens.size() - 1;
    }

    void follow(List<Integer> these, List<Integer> those) {
        for (int position : these) {
            for (int next : those) {
                if (!follow.get(position).contains(next)) {
                    follow.get(position).add(next);
                }
            }
        }
    }
}
