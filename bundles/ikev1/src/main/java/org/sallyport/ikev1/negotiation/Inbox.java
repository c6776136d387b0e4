// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Decoder;
import org.sallyport.ikev1.message.Envelope;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.FragmentPayload;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.PayloadType;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.phase1.Established;
import org.sallyport.ipsec.Datagram;

/** Finds out what a datagram is for. Owned by the loop. */
final class Inbox {
    /** So long after a piece the next one is waited for; a peer that repeats its message sends all of them. */
    private static final long FRAGMENTS_NANOS = 30_000_000_000L;

    private static final byte NAT_KEEPALIVE = (byte) 0xFF;

    private final Desk desk;
    private final Phase1Table phase1;
    private final Receivers receivers;
    private final Unspoken unspoken;

    Inbox(Desk desk, Phase1Table phase1, Receivers receivers) {
        this.desk = desk;
        this.phase1 = phase1;
        this.receivers = receivers;
        this.unspoken = new Unspoken(desk, receivers.peers());
    }

    /** Who takes what. */
    record Receivers(
            Phase1Exchanges exchanges,
            QuickExchanges quick,
            Informationals informationals,
            Notifications notifications,
            Peers peers,
            PairLife pairs) {}

    void received(Datagram datagram) {
        desk.hears(Path.of(datagram));
        byte[] payload = datagram.payload();
        if (payload.length == 1 && payload[0] == NAT_KEEPALIVE) {
            return; // RFC 3948, 4: "The receiver SHOULD ignore a received NAT-keepalive packet."
        }
        if (!desk.speaksAt(datagram.local())) {
            desk.drop("isakmp is not enabled at " + datagram.local());
            return;
        }
        desk.debug(Notice.Topic.ISAKMP, 3, () -> Transcript.bytes(payload));
        try {
            Envelope envelope = Decoder.STRICT.envelope(Bytes.of(payload));
            Optional<IsakmpSa> sa =
                    phase1.find(envelope.header().initiator(), envelope.header().responder(), datagram.remote());
            if (envelope.first() == PayloadType.FRAGMENT.number()) {
                fragment(sa, envelope, datagram);
            } else {
                sort(sa, envelope, datagram);
            }
        } catch (PeerException e) {
            if (Decoder.opensVersion2(Bytes.of(payload))) {
                unspoken.version2(datagram);
            }
            desk.drop(e.detail());
        }
    }

    /** Pieces are for an ISAKMP SA that is there: a stranger's first message is short. */
    private void fragment(Optional<IsakmpSa> sa, Envelope envelope, Datagram datagram) throws PeerException {
        Message message = Decoder.STRICT.message(envelope, envelope.body());
        Optional<FragmentPayload> piece = message.first(FragmentPayload.class);
        if (sa.isEmpty() || piece.isEmpty()) {
            desk.drop("a fragment for no ISAKMP SA");
            return;
        }
        Optional<Bytes> whole = collected(sa.get(), piece.get());
        if (whole.isPresent()) {
            received(new Datagram(
                    datagram.local(),
                    datagram.localPort(),
                    datagram.remote(),
                    datagram.remotePort(),
                    whole.get().toArray()));
        }
    }

    private Optional<Bytes> collected(IsakmpSa sa, FragmentPayload piece) throws PeerException {
        try {
            return sa.fragments.add(piece);
        } finally {
            if (sa.fragments.isEmpty()) {
                desk.timers().disarm(new Alarm.Fragments(sa.number));
            } else {
                desk.timers().arm(new Alarm.Fragments(sa.number), desk.now() + FRAGMENTS_NANOS);
            }
        }
    }

    private void sort(Optional<IsakmpSa> sa, Envelope envelope, Datagram datagram) {
        Exchange exchange = envelope.header().exchange();
        if (exchange.isPhase1() && sa.isPresent()) {
            receivers.exchanges.received(sa.get(), envelope, datagram);
        } else if (exchange.isPhase1()) {
            boolean known =
                    !receivers.pairs.with(datagram.local(), datagram.remote()).isEmpty()
                            || !phase1.up(datagram.local(), datagram.remote()).isEmpty();
            receivers.exchanges.opening(envelope, datagram, known);
        } else if (sa.isEmpty()) {
            desk.drop(exchange + " under no ISAKMP SA");
        } else if (!envelope.header().encrypted()) {
            hint(sa.get(), envelope);
        } else {
            under(sa.get(), envelope, datagram);
        }
    }

    private void under(IsakmpSa sa, Envelope envelope, Datagram datagram) {
        Optional<Established> established = sa.established();
        if (established.isEmpty()) {
            early(sa, envelope, datagram);
        } else if (envelope.header().exchange() == Exchange.QUICK) {
            receivers.quick.received(sa, established.get(), envelope, datagram);
        } else if (envelope.header().exchange() == Exchange.INFORMATIONAL) {
            receivers
                    .informationals
                    .authentic(sa, established.get().protection(), envelope)
                    .ifPresent(message -> {
                        receivers.peers.heard(sa, datagram);
                        receivers.notifications.received(sa, established.get(), message);
                    });
        } else {
            desk.drop(envelope.header().exchange() + " is not spoken here");
        }
    }

    /** The peer may refuse what this gateway calls itself. It cannot forge that: whoever lacks the pre-shared key lacks the hash, too. */
    private void early(IsakmpSa sa, Envelope envelope, Datagram datagram) {
        boolean answers = envelope.header().exchange() == Exchange.INFORMATIONAL
                && sa.state.claimed().isPresent();
        Optional<Notify> error = sa.state
                .protection()
                .filter(keys -> answers)
                .flatMap(keys -> receivers.informationals.error(sa, keys, envelope));
        error.ifPresentOrElse(notify -> receivers.exchanges.refused(sa, notify), () -> park(sa, datagram));
    }

    /** Some peers send quick mode right behind the message that ends phase 1, and it may arrive before. */
    private void park(IsakmpSa sa, Datagram datagram) {
        boolean soon = sa.state.protection().isPresent() && datagram.remote().equals(sa.path.remote());
        if (soon && !sa.parked.isEmpty()) {
            remind(sa);
        }
        if (soon && sa.parked.size() < IsakmpSa.MAX_PARKED) {
            sa.parked.add(datagram);
        } else {
            desk.drop("phase 1 is not over");
        }
    }

    /**
     * Nobody answers the message that ends aggressive mode: if it is lost, the initiator sends it again only to whoever repeats his
     * own. Who goes on and on under the SA does not know of it.
     */
    private void remind(IsakmpSa sa) {
        if (sa.mode == Exchange.AGGRESSIVE && !sa.role.isInitiator() && sa.reminders < IsakmpSa.MAX_REMINDERS) {
            sa.reminders++;
            sa.replies.lastReply().ifPresent(reply -> desk.send(sa, reply));
        }
    }

    /** Phase 1 is over: what came too early comes now. */
    void unpark(IsakmpSa sa) {
        List<Datagram> early = new ArrayList<>(sa.parked);
        sa.parked.clear();
        early.forEach(this::received);
    }

    private void hint(IsakmpSa sa, Envelope envelope) {
        desk.count("hints");
        Optional<Notify> hint = receivers.informationals.hint(envelope);
        hint.ifPresent(notify -> receivers.exchanges.hinted(sa, notify));
        desk.drop("nobody vouches for this notification"
                + hint.map(text -> ": " + text).orElse(""));
    }
}
