// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.DeletePayload;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.phase1.Established;

/** What authentic messages of the informational exchange bring about. Owned by the loop. */
final class Notifications {
    private static final int SEQUENCE_BYTES = 4;

    private final Desk desk;
    private final Phase1Life life;
    private final QuickExchanges quick;
    private final PairLife pairs;
    private final Informationals informationals;

    Notifications(Desk desk, Phase1Life life, QuickExchanges quick, PairLife pairs, Informationals informationals) {
        this.desk = desk;
        this.life = life;
        this.quick = quick;
        this.pairs = pairs;
        this.informationals = informationals;
    }

    void received(IsakmpSa sa, Established established, Message message) {
        for (Payload payload : message.payloads()) {
            if (!sa.isUp() || sa.gone) {
                return; // the message itself has ended it (CVE-2023-38712: what follows speaks of nothing)
            }
            if (payload instanceof NotifyPayload notify) {
                notified(sa, established, notify);
            } else if (payload instanceof DeletePayload delete) {
                deleted(sa, delete);
            }
        }
    }

    private void notified(IsakmpSa sa, Established established, NotifyPayload notify) {
        Optional<Notify> known = notify.known();
        if (known.isEmpty()) {
            desk.drop("notification " + notify.notifyType() + " means nothing here");
            return;
        }
        switch (known.get()) {
            case R_U_THERE -> answerLiveness(sa, notify);
            case R_U_THERE_ACK -> livenessAnswered(sa, notify);
            case INITIAL_CONTACT -> life.initialContact(sa, established);
            case CONNECTED, RESPONDER_LIFETIME, REPLAY_STATUS -> desk.drop(known.get() + " changes nothing");
            default -> error(sa, known.get(), notify);
        }
    }

    private void error(IsakmpSa sa, Notify error, NotifyPayload notify) {
        if (error.isError()) {
            // A peer that has chosen no proposal has no SPI to name: strongSwan fills the field with zeros.
            boolean unnamed = notify.protocol() == Protocol.ISAKMP
                    || notify.spi().equals(sa.cookies())
                    || notify.spi().isZero();
            quick.refused(sa, error, unnamed ? Bytes.EMPTY : notify.spi());
        }
    }

    private void answerLiveness(IsakmpSa sa, NotifyPayload question) {
        if (!question.spi().equals(sa.cookies()) || question.data().length() != SEQUENCE_BYTES) {
            desk.drop("R-U-THERE about another ISAKMP SA");
            return;
        }
        informationals.send(
                sa, List.of(NotifyPayload.of(Notify.R_U_THERE_ACK, Protocol.ISAKMP, question.spi(), question.data())));
    }

    private void livenessAnswered(IsakmpSa sa, NotifyPayload answer) {
        boolean sound = answer.spi().equals(sa.cookies()) && answer.data().length() == SEQUENCE_BYTES;
        if (!sound || !sa.lastAsking.expects(Informationals.number(answer.data()))) {
            desk.drop("R-U-THERE-ACK to no question");
        }
    }

    private void deleted(IsakmpSa sa, DeletePayload delete) {
        if (delete.protocol() == Protocol.ISAKMP) {
            if (delete.spis().contains(sa.cookies())) {
                Told.deleteReceived(desk, sa);
                life.deletedByPeer(sa);
            } else {
                desk.drop("a delete of another ISAKMP SA");
            }
        } else if (delete.protocol() == Protocol.ESP || delete.protocol() == Protocol.AH) {
            pairs.deleted(sa, delete.protocol(), delete.spis());
        }
    }
}
