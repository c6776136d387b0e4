// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The security associations at one moment. Immutable, while the SAs themselves live on. */
public final class SadSnapshot {
    /** There is none. */
    public static final SadSnapshot EMPTY = new SadSnapshot(List.of(), List.of());

    private final List<InboundSa> inbound;
    private final List<OutboundSa> outbound;
    private final InboundSa[][] table;
    private final Map<Flow, OutboundBundle> sending = new HashMap<>();

    /** Of several outbound SAs of one flow the last one sends, and with it the one around it. */
    public SadSnapshot(List<InboundSa> inbound, List<OutboundSa> outbound) {
        this.inbound = List.copyOf(inbound);
        this.outbound = List.copyOf(outbound);
        this.table = new InboundSa[Integer.highestOneBit(Math.max(8, inbound.size() * 4))][];
        for (InboundSa sa : this.inbound) {
            int bucket = bucket(sa.parameters().id().spi());
            InboundSa[] before = table[bucket] == null ? new InboundSa[0] : table[bucket];
            table[bucket] = Arrays.copyOf(before, before.length + 1);
            table[bucket][before.length] = sa;
        }
        var around = new HashMap<SaId, OutboundSa>();
        for (OutboundSa sa : this.outbound) {
            sa.parameters().nesting().carries().ifPresent(inner -> around.put(inner, sa));
        }
        for (OutboundSa sa : this.outbound) {
            SaParameters parameters = sa.parameters();
            if (parameters.nesting().carries().isEmpty()) {
                sending.put(parameters.flow(), new OutboundBundle(sa, around.get(parameters.id())));
            }
        }
    }

    public List<InboundSa> inbound() {
        return inbound;
    }

    public List<OutboundSa> outbound() {
        return outbound;
    }

    /** With more SAs that take packets. */
    public SadSnapshot withInbound(List<InboundSa> more) {
        return new SadSnapshot(joined(inbound, more), outbound);
    }

    /** With more SAs that send: each in the place of those that its flow had, which stay for what is on its way. */
    public SadSnapshot withOutbound(List<OutboundSa> more) {
        return new SadSnapshot(inbound, joined(outbound, more));
    }

    /** Without some; the same if there is none of them. */
    public SadSnapshot without(Predicate<SaParameters> which) {
        List<InboundSa> in =
                inbound.stream().filter(sa -> !which.test(sa.parameters())).toList();
        List<OutboundSa> out =
                outbound.stream().filter(sa -> !which.test(sa.parameters())).toList();
        return in.size() == inbound.size() && out.size() == outbound.size() ? this : new SadSnapshot(in, out);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** The SA of an arriving packet, or null: for the packet path. */
    public @Nullable InboundSa inbound(int destination, int protocol, int spi) {
        InboundSa[] candidates = table[bucket(spi)];
        if (candidates == null) {
            return null;
        }
        for (InboundSa sa : candidates) {
            SaId id = sa.parameters().id();
            if (id.spi() == spi && id.protocol() == protocol && id.destination().value() == destination) {
                return sa;
            }
        }
        return null;
    }

    /** The SAs that a flow's packets pass on their way out, or null: for the packet path. */
    public @Nullable OutboundBundle outbound(Flow flow) {
        return sending.get(flow);
    }

    private int bucket(int spi) {
        return (spi * 0x9E3779B9 >>> 8) & table.length - 1; // manual SPIs are small and near each other
    }
}
