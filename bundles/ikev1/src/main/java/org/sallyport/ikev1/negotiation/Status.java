// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.ike.EntryState;
import org.sallyport.ike.EntryState.Stage;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.phase1.Established;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.ipsec.Flow;

/**
 * What there is at one moment, for whoever lists it. Immutable.
 *
 * @param phase1 ISAKMP SAs, the oldest first
 * @param entries what becomes of each entry of the plan, in its order
 * @param acquirable flows for which a request would be heard: known, and not waiting after a failure
 * @param failures the last ones, the newest first
 * @param counters by what was counted
 * @param isakmp ISAKMP SAs, for whoever asks what becomes of them
 * @param associations pairs likewise
 */
public record Status(
        List<Phase1> phase1,
        int pairs,
        int halfOpen,
        List<EntryState> entries,
        Set<Flow> acquirable,
        List<Failure> failures,
        Map<String, Long> counters,
        List<Outlook.Phase1> isakmp,
        List<Outlook.Phase2> associations) {
    public Status {
        phase1 = List.copyOf(phase1);
        entries = List.copyOf(entries);
        acquirable = Set.copyOf(acquirable);
        failures = List.copyOf(failures);
        counters = Map.copyOf(counters);
        isakmp = List.copyOf(isakmp);
        associations = List.copyOf(associations);
    }

    /**
     * An ISAKMP SA.
     *
     * @param state as a PIX lists it
     * @param pending quick modes that go on
     * @param created pairs that came of it
     * @param suite empty in a list of none before one is agreed on
     * @param secondsLeft of its life; 0 while it is not up
     */
    public record Phase1(
            long number,
            boolean initiator,
            Path path,
            String state,
            boolean up,
            int pending,
            int created,
            List<Phase1Suite> suite,
            long secondsLeft,
            String peerIdentity) {
        public Phase1 {
            suite = List.copyOf(suite);
        }
    }

    private static final long SECOND = 1_000_000_000L;

    static Status of(Desk desk, Phase1Table phase1, PairLife pairs, Supervisor supervisor, Withdrawal withdrawal) {
        return new Status(
                phase1.all().stream().map(sa -> line(desk, sa)).toList(),
                pairs.table().size(),
                phase1.halfOpen(),
                supervisor.states(),
                supervisor.all().stream()
                        .filter(attempt -> attempt.stage != Stage.WAITING)
                        .map(attempt -> attempt.flow)
                        .collect(Collectors.toSet()),
                desk.failures(),
                desk.counters(),
                withdrawal.isakmpSas(),
                withdrawal.pairs());
    }

    private static Phase1 line(Desk desk, IsakmpSa sa) {
        int pending = (int) sa.exchanges.values().stream()
                .filter(exchange -> !exchange.isOver())
                .count();
        return new Phase1(
                sa.number,
                sa.role.isInitiator(),
                sa.path,
                sa.state.pixName(),
                sa.isUp(),
                pending,
                sa.pairs,
                sa.established().map(each -> List.of(each.agreement().suite())).orElse(List.of()),
                sa.established().map(each -> left(desk, sa, each)).orElse(0L),
                sa.established().map(each -> each.peer().words()).orElse(""));
    }

    private static long left(Desk desk, IsakmpSa sa, Established established) {
        long age = (desk.now() - sa.establishedNanos) / SECOND;
        return established.seconds() == 0 ? 0 : Math.max(0, established.seconds() - age);
    }
}
