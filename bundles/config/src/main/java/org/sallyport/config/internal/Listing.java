// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.config.Line;

/** Lines as screens show them. */
final class Listing {
    private Listing() {}

    /** Secrets masked; below an inactive line a comment that says why. */
    static List<String> masked(List<Line> lines) {
        var shown = new ArrayList<String>();
        for (var line : lines) {
            shown.add(line.masked());
            line.inactive().ifPresent(reason -> shown.add("! Inactive: " + reason));
        }
        return shown;
    }
}
