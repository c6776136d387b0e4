// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sallyport.config.Configuration;

/**
 * A ledger while the lines of a file are admitted to it one by one: what is common is done in place, so that ten thousand lines do
 * not make ten thousand ledgers. Owned by one evaluation.
 */
final class Draft {
    private final Set<String> keys = new HashSet<>();
    private List<Entry> entries = new ArrayList<>();
    private Ledger basis = Ledger.EMPTY;
    private Configuration configuration = Configuration.EMPTY;

    Draft(Ledger ledger) {
        become(ledger);
    }

    /** Goes on from another ledger. */
    void become(Ledger ledger) {
        basis = ledger;
        entries = new ArrayList<>(ledger.entries());
        configuration = ledger.configuration();
        keys.clear();
        for (var entry : entries) {
            if (entry.admitted()) {
                keys.add(entry.key());
            }
        }
    }

    Ledger ledger() {
        return new Ledger(List.copyOf(entries), basis.bound(), basis.generation());
    }

    Configuration configuration() {
        return configuration;
    }

    /** Where the entry stands, most likely at this index; -1 when it has gone. */
    int find(Entry entry, int guess) {
        if (guess < entries.size() && entries.get(guess).sameAs(entry)) {
            return guess;
        }
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).sameAs(entry)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether an admitted line has this key. */
    boolean hasKey(String key) {
        return keys.contains(key);
    }

    void set(int index, Entry entry) {
        entries.set(index, entry);
        configuration = configuration.with(index, entry.line());
        if (entry.admitted()) {
            keys.add(entry.key());
        }
    }

    long waiting() {
        return entries.stream().filter(entry -> !entry.admitted()).count();
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }
}
