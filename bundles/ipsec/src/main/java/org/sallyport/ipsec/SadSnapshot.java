// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The security associations at one moment. Immutable, while the SAs themselves live on. One that is made of another shares with it
 * what has not changed: there are many SAs, and a negotiation changes two of them.
 */
public final class SadSnapshot {
    /** There is none. */
    public static final SadSnapshot EMPTY = new SadSnapshot(List.of(), List.of());

    private final List<InboundSa> inbound;
    private final List<OutboundSa> outbound;
    private final InboundSa[][] table;
    private final Senders senders;

    /** What finds outbound SAs. @param around the SA that stands around another one */
    private record Senders(Map<Flow, OutboundBundle> bundles, Map<SaId, OutboundSa> around) {
        static Senders of(List<OutboundSa> outbound) {
            var senders = new Senders(new HashMap<>(), new HashMap<>());
            for (OutboundSa sa : outbound) {
                sa.parameters().nesting().carries().ifPresent(inner -> senders.around.put(inner, sa));
            }
            outbound.forEach(senders::put);
            return senders;
        }

        /** With more SAs, none of which stands around another one. */
        Senders with(List<OutboundSa> more) {
            var senders = new Senders(new HashMap<>(bundles), around);
            more.forEach(senders::put);
            return senders;
        }

        private void put(OutboundSa sa) {
            SaParameters parameters = sa.parameters();
            if (parameters.nesting().carries().isEmpty()) {
                bundles.put(parameters.flow(), new OutboundBundle(sa, around.get(parameters.id())));
            }
        }
    }

    /** Of several outbound SAs of one flow the last one sends, and with it the one around it. */
    public SadSnapshot(List<InboundSa> inbound, List<OutboundSa> outbound) {
        this(List.copyOf(inbound), List.copyOf(outbound), table(inbound), Senders.of(outbound));
    }

    private SadSnapshot(List<InboundSa> inbound, List<OutboundSa> outbound, InboundSa[][] table, Senders senders) {
        this.inbound = inbound;
        this.outbound = outbound;
        this.table = table;
        this.senders = senders;
    }

    private static InboundSa[][] table(List<InboundSa> inbound) {
        var table = new InboundSa[Integer.highestOneBit(Math.max(8, inbound.size() * 4))][];
        inbound.forEach(sa -> put(table, sa));
        return table;
    }

    /** A bucket is never changed: tables share them. */
    private static void put(InboundSa[][] table, InboundSa sa) {
        int bucket = bucket(table, sa.parameters().id().spi());
        InboundSa[] before = table[bucket] == null ? new InboundSa[0] : table[bucket];
        InboundSa[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = sa;
        table[bucket] = after;
    }

    public List<InboundSa> inbound() {
        return inbound;
    }

    public List<OutboundSa> outbound() {
        return outbound;
    }

    /** With more SAs that take packets. */
    public SadSnapshot withInbound(List<InboundSa> more) {
        List<InboundSa> all = joined(inbound, more);
        if (all.size() > table.length) {
            return new SadSnapshot(all, outbound, table(all), senders);
        }
        InboundSa[][] larger = table.clone();
        more.forEach(sa -> put(larger, sa));
        return new SadSnapshot(all, outbound, larger, senders);
    }

    /** With more SAs that send: each in the place of those that its flow had, which stay for what is on its way. */
    public SadSnapshot withOutbound(List<OutboundSa> more) {
        List<OutboundSa> all = joined(outbound, more);
        boolean nested =
                more.stream().anyMatch(sa -> sa.parameters().nesting().carries().isPresent());
        return new SadSnapshot(inbound, all, table, nested ? Senders.of(all) : senders.with(more));
    }

    /** Without some; the same if there is none of them. */
    public SadSnapshot without(Predicate<SaParameters> which) {
        List<InboundSa> in =
                inbound.stream().filter(sa -> !which.test(sa.parameters())).toList();
        List<OutboundSa> out =
                outbound.stream().filter(sa -> !which.test(sa.parameters())).toList();
        boolean sameIn = in.size() == inbound.size();
        boolean sameOut = out.size() == outbound.size();
        return sameIn && sameOut
                ? this
                : new SadSnapshot(in, out, sameIn ? table : table(in), sameOut ? senders : Senders.of(out));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** The SA of an arriving packet, or null: for the packet path. */
    public @Nullable InboundSa inbound(int destination, int protocol, int spi) {
        InboundSa[] candidates = table[bucket(table, spi)];
        if (candidates == null) {
            return null;
        }
        for (InboundSa sa : candidates) {
            if (sa.isOf(destination, protocol, spi)) {
                return sa;
            }
        }
        return null;
    }

    /** The SAs that a flow's packets pass on their way out, or null: for the packet path. */
    public @Nullable OutboundBundle outbound(Flow flow) {
        return senders.bundles().get(flow);
    }

    private static int bucket(InboundSa[][] table, int spi) {
        return (spi * 0x9E3779B9 >>> 8) & table.length - 1; // manual SPIs are small and near each other
    }
}
