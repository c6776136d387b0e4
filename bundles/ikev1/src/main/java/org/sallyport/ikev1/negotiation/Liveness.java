// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Timers;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.phase1.Established;
import org.sallyport.ikev1.settings.Options.Keepalive;

/**
 * Asks silent peers whether they live (RFC 3706), and reminds NATs of this gateway (RFC 3948, 4). A peer whose packets come in is not
 * asked, and, unless the configuration wants it, neither is one to whom none are sent: 5.4 calls that the worry. Owned by the loop.
 */
final class Liveness {
    /** So often a peer is asked before it is dead. */
    static final int TRIES = 5;

    private static final long SECOND = 1_000_000_000L;

    private static final byte[] NAT_KEEPALIVE = {(byte) 0xFF};

    /**
     * A question.
     *
     * @param sequence RFC 3706, 5.3: counts up from a random number
     * @param tries how often it was asked since the peer was heard; 0 if it is not asked
     */
    record Asking(int sequence, int tries) {
        static final Asking NOT = new Asking(0, 0);

        boolean expects(int number) {
            return tries > 0 && number - sequence <= 0 && sequence - number < tries;
        }
    }

    private final Desk desk;
    private final PairLife pairs;
    private final Informationals informationals;

    Liveness(Desk desk, PairLife pairs, Informationals informationals) {
        this.desk = desk;
        this.pairs = pairs;
        this.informationals = informationals;
    }

    /** An ISAKMP SA is up. */
    void established(IsakmpSa sa, Established established) {
        Optional<Keepalive> keepalive = desk.settings().options().keepalive();
        if (keepalive.isPresent() && established.agreement().abilities().dpd()) {
            long wait = keepalive.get().seconds() * SECOND;
            desk.timers().arm(new Alarm.Liveness(sa.number), desk.now() + wait);
        }
        if (established.nat().local()) {
            remind(sa);
        }
    }

    private void remind(IsakmpSa sa) {
        desk.settings()
                .options()
                .natTraversal()
                .ifPresent(nat -> desk.timers()
                        .arm(new Alarm.NatKeepalive(sa.number), desk.now() + nat.keepaliveSeconds() * SECOND));
    }

    /** RFC 3948, 4: "a one-octet-long payload with the value 0xFF". The runner sends it without a marker. */
    void remindNow(IsakmpSa sa) {
        desk.emit(new Effect.Send(sa.path.datagram(NAT_KEEPALIVE.clone())));
        remind(sa);
    }

    /** It is time to look. @return false if the peer is dead */
    boolean look(IsakmpSa sa) {
        Optional<Keepalive> keepalive = desk.settings().options().keepalive();
        if (keepalive.isEmpty()) {
            return true;
        }
        long patience = keepalive.get().seconds() * SECOND;
        if (sa.missingNanos != Timers.NEVER) {
            desk.timers().arm(new Alarm.Liveness(sa.number), desk.now() + patience);
            return true; // a question cannot be asked, nor an answer be read
        }
        long heard = Math.max(sa.heardNanos, heardInPackets(sa));
        if (desk.now() - heard < patience) {
            sa.asking = Asking.NOT;
            desk.timers().arm(new Alarm.Liveness(sa.number), heard + patience);
            return true;
        }
        if (keepalive.get().worried() && sa.asking.tries() == 0 && !isOwed(sa, heard)) {
            desk.timers().arm(new Alarm.Liveness(sa.number), desk.now() + patience);
            return true;
        }
        if (sa.asking.tries() >= TRIES) {
            Told.dpdTimedOut(desk, sa);
            return false;
        }
        int sequence = sa.asking.tries() == 0 ? firstSequence() : sa.asking.sequence() + 1;
        sa.asking = new Asking(sequence, sa.asking.tries() + 1);
        sa.lastAsking = sa.asking;
        informationals.send(
                sa,
                List.of(NotifyPayload.of(
                        Notify.R_U_THERE, Protocol.ISAKMP, sa.cookies(), Informationals.number(sequence))));
        desk.timers()
                .arm(new Alarm.Liveness(sa.number), desk.now() + keepalive.get().retrySeconds() * SECOND);
        return true;
    }

    /** Pairs with the peer, and with nobody else behind its address. */
    private List<Pair> own(IsakmpSa sa) {
        return pairs.with(sa.path.local(), sa.path.remote()).stream()
                .filter(pair -> sa.isWith(pair.peer()))
                .toList();
    }

    private long heardInPackets(IsakmpSa sa) {
        long heard = Long.MIN_VALUE / 2;
        for (Pair pair : own(sa)) {
            OptionalLong idle =
                    desk.surroundings().traffic().idleNanos(pair.receiving().get(0));
            heard = idle.isPresent() ? Math.max(heard, desk.now() - idle.getAsLong()) : heard;
        }
        return heard;
    }

    /** Whether packets were sent to the peer since it was heard. What was sent right behind its last one was the answer to it. */
    private boolean isOwed(IsakmpSa sa, long heard) {
        return own(sa).stream()
                .map(pair -> desk.surroundings().traffic().sentNanos(pair.flow()))
                .anyMatch(idle -> idle.isPresent() && desk.now() - idle.getAsLong() > heard + SECOND);
    }

    /** RFC 3706, 6.2: "The first ... SHOULD be a random number ... with the high order bit cleared". */
    private int firstSequence() {
        return Bytes.of(desk.entropy().bytes(Integer.BYTES)).hashCode() & 0x3FFF_FFFF;
    }
}
