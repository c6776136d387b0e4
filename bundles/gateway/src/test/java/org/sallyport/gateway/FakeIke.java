// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.sallyport.ike.EntryState;
import org.sallyport.ike.Ike;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.IkePlan;
import org.sallyport.ike.Move;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.TransformSnapshot;

/** Hears what a gateway wants negotiated, and negotiates nothing. */
final class FakeIke implements Ike {
    final List<SaId> ended = new ArrayList<>();
    IkePlan plan = IkePlan.NOTHING;
    /** What it says, when asked about transforms that fulfil the predicate. */
    List<Move> moves = List.of();

    Predicate<TransformSnapshot> refuses = then -> true;
    int cuts;
    /** What was cut last. */
    Predicate<AlgorithmId> cut = each -> false;

    /** The entries that were to wait no longer. */
    List<String> retried = List.of();

    Set<Integer> ports = Set.of(500, 4500);

    @Override
    public Set<Integer> ports() {
        return ports;
    }

    @Override
    public void plan(IkePlan newPlan) {
        plan = newPlan;
    }

    @Override
    public boolean acquire(Flow flow) {
        return false;
    }

    @Override
    public void renew(Flow flow, SaId inbound) {}

    @Override
    public void ended(List<SaId> inbound) {
        ended.addAll(inbound);
    }

    @Override
    public List<EntryState> entries() {
        return List.of();
    }

    @Override
    public List<Move> moves(TransformSnapshot then, Predicate<AlgorithmId> which) {
        return moves.stream().filter(move -> refuses.test(then)).toList();
    }

    @Override
    public void retry(Predicate<IkeEntry> entries) {
        retried = plan.entries().stream().filter(entries).map(IkeEntry::lines).toList();
    }

    @Override
    public void cut(Predicate<AlgorithmId> which) {
        cut = which;
        cuts++;
    }
}
