// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sallyport.ipsec.DropReason;

/**
 * The ends of rules that drop: a counter, and a chain that shows a few packets a second to whoever listens to our log group,
 * counts and drops. Nobody is told of leaks. A counter keeps its value if it is there already.
 */
final class Drops {
    /** Packets a second that are shown of each counter. */
    private static final int SHOWN = 5;

    private static final int SHOWN_AT_ONCE = 20;
    private static final int SHOWN_BYTES = 96;

    private final String generation;
    private final boolean shows;
    private final Set<String> counters = new TreeSet<>();
    private final Map<String, String> chains = new TreeMap<>();

    /**
     * No ends yet.
     *
     * @param generation stands in front of the names of chains
     * @param shows whether the kernel can log to a group
     */
    Drops(String generation, boolean shows) {
        this.generation = generation;
        this.shows = shows;
    }

    /** The verdict that drops under a counter. */
    String verdict(GuardCounter counter) {
        counters.add(counter.name());
        if (!shows || counter.reason() == DropReason.LEAK) {
            return drop(counter.name());
        }
        return "goto " + chains.computeIfAbsent(counter.name(), name -> generation + "drop." + name);
    }

    private static String drop(String counter) {
        return "counter name " + counter + " drop";
    }

    /** Declares what the verdicts so far need; before the rules that use them. */
    void write(StringBuilder body) {
        counters.forEach(counter -> body.append("    counter ").append(counter).append(" { }\n"));
        chains.forEach((counter, chain) -> {
            body.append("    chain ").append(chain).append(" {\n");
            body.append("        limit rate ").append(SHOWN).append("/second burst ");
            body.append(SHOWN_AT_ONCE).append(" packets log prefix \"").append(counter);
            body.append("\" group ")
                    .append(Numbers.LOG_GROUP)
                    .append(" snaplen ")
                    .append(SHOWN_BYTES);
            body.append("\n        ").append(drop(counter)).append("\n    }\n");
        });
    }
}
