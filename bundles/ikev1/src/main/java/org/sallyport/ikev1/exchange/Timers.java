// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.exchange;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Deadlines by name. Each name has one at most; setting it again moves it. Owned by the loop. */
public final class Timers<K> {
    /** No deadline at all. */
    public static final long NEVER = Long.MAX_VALUE;

    private final TreeMap<Long, LinkedHashSet<K>> agenda = new TreeMap<>();
    private final Map<K, Long> deadlines = new HashMap<>();

    public void arm(K key, long deadlineNanos) {
        disarm(key);
        deadlines.put(key, deadlineNanos);
        agenda.computeIfAbsent(deadlineNanos, none -> new LinkedHashSet<>()).add(key);
    }

    public void disarm(K key) {
        Long deadline = deadlines.remove(key);
        if (deadline == null) {
            return;
        }
        agenda.computeIfPresent(deadline, (none, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
    }

    /** The first that is due, which is then armed no more. */
    public Optional<K> due(long nowNanos) {
        if (agenda.isEmpty() || agenda.firstKey() > nowNanos) {
            return Optional.empty();
        }
        K key = agenda.firstEntry().getValue().iterator().next();
        disarm(key);
        return Optional.of(key);
    }

    /** When the next is due, or {@link #NEVER}. */
    public long next() {
        return agenda.isEmpty() ? NEVER : agenda.firstKey();
    }

    /** When one is due. */
    public Optional<Long> deadline(K key) {
        return Optional.ofNullable(deadlines.get(key));
    }

    /** All that are armed. */
    public Set<K> armed() {
        return Set.copyOf(deadlines.keySet());
    }
}
