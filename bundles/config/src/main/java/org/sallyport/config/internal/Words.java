// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.config.Arguments.Word;
import org.sallyport.config.Line;

/** Lines and their words. */
final class Words {
    private Words() {}

    static List<String> split(String line) {
        return Stream.of(line.split("[ \t]+")).filter(word -> !word.isEmpty()).toList();
    }

    static String text(List<Word> words) {
        return words.stream().map(Word::value).collect(Collectors.joining(" "));
    }

    static String masked(List<Word> words) {
        return words.stream()
                .map(word -> word.secret() ? Line.MASK : word.value())
                .collect(Collectors.joining(" "));
    }
}
