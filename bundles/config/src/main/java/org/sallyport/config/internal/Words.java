// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.config.Arguments.Word;
import org.sallyport.config.Line;

/** Lines and their words. */
final class Words {
    private Words() {}

    static List<String> split(String line) {
        var words = new ArrayList<String>();
        int begin = 0;
        for (int i = 0; i <= line.length(); i++) {
            if (i == line.length() || line.charAt(i) == ' ' || line.charAt(i) == '\t') {
                if (i > begin) {
                    words.add(line.substring(begin, i));
                }
                begin = i + 1;
            }
        }
        return List.copyOf(words);
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
