// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.List;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;

/** Which lines a removing form means. */
final class Removals {
    private Removals() {}

    static List<Line> victims(Configuration before, Parse.Matched match) {
        return match.form().kind() == Form.Kind.REMOVE_LINE
                ? exactly(before, match.text())
                : before.under(match.text());
    }

    static List<Line> exactly(Configuration before, String text) {
        return before.lines().stream().filter(line -> line.text().equals(text)).toList();
    }
}
