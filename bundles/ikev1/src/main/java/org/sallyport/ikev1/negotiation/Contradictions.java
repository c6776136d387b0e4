// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ike.EntryState.Stage;

/** What must never be in the negotiations' tables, looked for by the tests after every event. */
final class Contradictions {
    private final Desk desk;
    private final Phase1Table phase1;
    private final PairLife pairs;
    private final Supervisor supervisor;
    private final Reunion reunion;
    private final List<String> found = new ArrayList<>();

    Contradictions(Desk desk, Phase1Table phase1, PairLife pairs, Supervisor supervisor, Reunion reunion) {
        this.desk = desk;
        this.phase1 = phase1;
        this.pairs = pairs;
        this.supervisor = supervisor;
        this.reunion = reunion;
    }

    List<String> list() {
        if (!phase1.isConsistent()) {
            found.add("names of ISAKMP SAs lead nowhere");
        }
        for (Alarm alarm : desk.timers().armed()) {
            if (!hasState(alarm)) {
                found.add("no state for " + alarm);
            }
        }
        for (IsakmpSa sa : phase1.all()) {
            if (!sa.isUp()) {
                expect(new Alarm.Phase1(sa.number), "half-open " + sa);
            } else if (sa.established().filter(each -> each.seconds() != 0).isPresent()) {
                expect(new Alarm.Life(sa.number), sa);
            }
            sa.exchanges.values().forEach(each -> expect(new Alarm.Quick(sa.number, each.messageId), each));
        }
        for (Attempt attempt : supervisor.all()) {
            if (attempt.stage == Stage.WAITING) {
                expect(new Alarm.Attempt(attempt.flow), attempt);
            }
            if (attempt.stage == Stage.PHASE_1 && !isGoingOn(attempt)) {
                found.add("nothing goes on for " + attempt);
            }
            if (attempt.stage == Stage.PHASE_2 && quickModes(attempt) == 0) {
                found.add("no quick mode for " + attempt);
            }
            if (supervisor.isOver(attempt)) {
                found.add("nothing is left of " + attempt);
            }
            if (attempt.stage == Stage.UP && !pairs.table().isUp(attempt.flow)) {
                found.add("no pair for " + attempt);
            }
        }
        return found;
    }

    /** A name is being looked up, phase 1 or the quick mode of another flow has begun, or it, or who stands in front of it, will be tried again. */
    private boolean isGoingOn(Attempt attempt) {
        return attempt.remote.isEmpty()
                || phase1.isBeginning(attempt.entry.local(), attempt.remote.get())
                || phase1.up(attempt.entry.local(), attempt.remote.get()).stream()
                        .anyMatch(QuickExchanges::isHeld)
                || supervisor.all().stream()
                        .filter(other -> other.entry.local().equals(attempt.entry.local())
                                && other.remote.equals(attempt.remote))
                        .anyMatch(other -> desk.timers()
                                .deadline(new Alarm.Attempt(other.flow))
                                .isPresent());
    }

    private long quickModes(Attempt attempt) {
        return phase1.all().stream()
                .flatMap(sa -> sa.exchanges.values().stream())
                .filter(exchange -> exchange.wish
                        .filter(wish -> wish.flow().equals(attempt.flow))
                        .isPresent())
                .count();
    }

    private void expect(Alarm alarm, Object what) {
        if (desk.timers().deadline(alarm).isEmpty()) {
            found.add("no deadline for " + what);
        }
    }

    private boolean hasState(Alarm alarm) {
        if (alarm instanceof Alarm.Phase1 exchange) {
            return phase1.get(exchange.sa()).filter(sa -> !sa.isUp()).isPresent();
        }
        if (alarm instanceof Alarm.Life life) {
            return phase1.get(life.sa()).filter(IsakmpSa::isUp).isPresent();
        }
        if (alarm instanceof Alarm.Liveness liveness) {
            return phase1.get(liveness.sa()).filter(IsakmpSa::isUp).isPresent();
        }
        if (alarm instanceof Alarm.NatKeepalive keepalive) {
            return phase1.get(keepalive.sa()).filter(IsakmpSa::isUp).isPresent();
        }
        if (alarm instanceof Alarm.Fragments pieces) {
            return phase1.get(pieces.sa()).filter(sa -> !sa.fragments.isEmpty()).isPresent();
        }
        if (alarm instanceof Alarm.Quick quick) {
            return phase1.get(quick.sa())
                    .filter(sa -> sa.exchanges.containsKey(quick.messageId()))
                    .isPresent();
        }
        if (alarm instanceof Alarm.Settle settle) {
            return pairs.table().get(settle.pair()).isPresent();
        }
        if (alarm instanceof Alarm.Switch waiting) {
            return pairs.table().get(waiting.pair()).filter(Pair::isUp).isPresent();
        }
        if (alarm instanceof Alarm.Again again) {
            return desk.isPostponed(again.job());
        }
        if (alarm instanceof Alarm.Reunion) {
            return reunion.isGoingOn();
        }
        return alarm instanceof Alarm.Withdrawal
                || alarm instanceof Alarm.Attempt attempt
                        && supervisor.get(attempt.flow()).isPresent();
    }
}
