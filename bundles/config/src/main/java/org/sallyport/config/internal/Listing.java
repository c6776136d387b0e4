// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;

/** Lines as screens show them. */
final class Listing {
    private final Table table;
    private final Configuration configuration;

    /** Of a configuration, by the commands of a table. */
    Listing(Table table, Configuration configuration) {
        this.table = table;
        this.configuration = configuration;
    }

    /** Secrets masked; below an inactive line a comment that says why, below others what their commands have to say. */
    List<String> masked(List<Line> lines) {
        var shown = new ArrayList<String>();
        for (var line : lines) {
            shown.add(line.masked());
            line.inactive()
                    .map(reason -> "Inactive: " + reason)
                    .or(() -> remark(line))
                    .ifPresent(text -> shown.add("! " + text));
        }
        return shown;
    }

    private Optional<String> remark(Line line) {
        return table.setting(line.setting()).flatMap(setting -> setting.remark().apply(configuration, line));
    }
}
