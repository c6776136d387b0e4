// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaCounters;

/**
 * How often packets failed under the SAs of a flow, by reason. A packet that failed under ESP within AH failed under both;
 * it is counted once.
 */
record SaErrors(Map<DropReason, Long> sending, Map<DropReason, Long> receiving) {
    static SaErrors of(List<InboundSa> inbound, List<OutboundSa> outbound) {
        Map<DropReason, Long> sending = new EnumMap<>(DropReason.class);
        Map<DropReason, Long> receiving = new EnumMap<>(DropReason.class);
        outbound.forEach(sa -> add(sending, sa.counters(), false));
        inbound.stream().filter(sa -> !isOuter(sa)).forEach(sa -> add(receiving, sa.counters(), false));
        inbound.stream().filter(SaErrors::isOuter).forEach(sa -> add(receiving, sa.counters(), true));
        return new SaErrors(sending, receiving);
    }

    private static boolean isOuter(InboundSa sa) {
        return sa.parameters().nesting().carries().isPresent();
    }

    private static void add(Map<DropReason, Long> sum, SaCounters counters, boolean outer) {
        for (DropReason reason : DropReason.values()) {
            long count = counters.errors(reason);
            if (outer) {
                sum.merge(reason, count, Math::max); // what failed within is in the outer SA's count, too
            } else {
                sum.merge(reason, count, Long::sum);
            }
        }
    }

    private static long take(Map<DropReason, Long> from, DropReason... reasons) {
        long sum = 0;
        for (DropReason reason : reasons) {
            Long count = from.remove(reason);
            sum += count == null ? 0 : count;
        }
        return sum;
    }

    private static long rest(Map<DropReason, Long> from) {
        return from.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same in two numbers. @param withoutSa packets that had no SA */
    List<String> sums(long withoutSa) {
        return List.of("    #send errors %d, #recv errors %d".formatted(rest(sending) + withoutSa, rest(receiving)));
    }

    /** What {@code detail} prints; every error stands in one of the numbers. @param withoutSa packets that had no SA */
    List<String> lines(long withoutSa) {
        var out = new EnumMap<>(sending);
        var in = new EnumMap<>(receiving);
        long rollover = take(out, DropReason.SEQUENCE_EXHAUSTED);
        long notSent = take(out, DropReason.PROVIDER_FAILED, DropReason.NO_PROTOCOL, DropReason.NO_TRANSFORM);
        long verify = take(in, DropReason.NOT_AUTHENTIC);
        long protocol = take(in, DropReason.BAD_NEXT_HEADER, DropReason.NOT_BUNDLED);
        long identity = take(in, DropReason.SELECTOR_MISMATCH);
        long length = take(in, DropReason.TRUNCATED);
        long replay = take(in, DropReason.REPLAYED);
        long notReceived = take(in, DropReason.PROVIDER_FAILED, DropReason.NO_PROTOCOL, DropReason.NO_TRANSFORM);
        return List.of(
                "    #pkts no sa (send) %d, #pkts invalid sa (rcv) 0".formatted(withoutSa),
                "    #pkts encaps failed (send) %d, #pkts decaps failed (rcv) %d".formatted(rest(out), rest(in)),
                "    #pkts invalid prot (recv) %d, #pkts verify failed: %d".formatted(protocol, verify),
                "    #pkts invalid identity (recv) %d, #pkts invalid len (rcv) %d".formatted(identity, length),
                "    #pkts replay rollover (send): %d, #pkts replay rollover (rcv) 0".formatted(rollover),
                "    ##pkts replay failed (rcv): %d".formatted(replay),
                "    #pkts internal err (send): %d, #pkts internal err (recv) %d".formatted(notSent, notReceived));
    }
}
