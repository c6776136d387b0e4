// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.ike.EntryState;
import org.sallyport.ike.EntryState.Stage;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.exchange.Timers;
import org.sallyport.packet.Ipv4Address;

/** What becomes of each entry, for who looks on: of its flows' attempts the one that is furthest. */
final class EntryStates {
    private static final long SECOND = 1_000_000_000L;

    private final Desk desk;
    private final Peers peers;

    private EntryStates(Desk desk, Peers peers) {
        this.desk = desk;
        this.peers = peers;
    }

    static List<EntryState> of(Desk desk, List<Attempt> attempts, Peers peers) {
        var states = new EntryStates(desk, peers);
        Map<IkeEntry, List<Attempt>> own = attempts.stream().collect(Collectors.groupingBy(attempt -> attempt.entry));
        return desk.plan().entries().stream()
                .map(entry -> states.state(entry, own.getOrDefault(entry, List.of())))
                .toList();
    }

    private EntryState state(IkeEntry entry, List<Attempt> own) {
        EntryState.Intent intent = entry.isDynamic()
                ? EntryState.Intent.RESPOND_ONLY
                : entry.terms().keepUp() ? EntryState.Intent.KEEP_UP : EntryState.Intent.ON_TRAFFIC;
        Stage stage =
                own.stream().map(attempt -> attempt.stage).max(Stage::compareTo).orElse(Stage.IDLE);
        Optional<Ipv4Address> peer = entry.peers().isEmpty() || entry.isDynamic()
                ? Optional.empty()
                : own.stream()
                        .filter(Attempt::isGoing)
                        .max(Comparator.comparing(attempt -> attempt.stage))
                        .map(attempt -> attempt.remote)
                        .orElseGet(() -> peers.known(entry, peers.current(entry)));
        String lastEnd = own.stream()
                .map(attempt -> attempt.lastEnd)
                .filter(reason -> !reason.isEmpty())
                .reduce((first, second) -> second)
                .orElse("");
        Optional<Long> next = own.stream()
                .map(attempt -> attempt.nextTryNanos)
                .filter(nanos -> nanos != Timers.NEVER)
                .min(Long::compareTo)
                .map(nanos -> Math.max(0, nanos - desk.now()) / SECOND);
        return new EntryState(entry.lines(), intent, stage, peer, lastEnd, next);
    }
}
