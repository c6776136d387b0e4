// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.Optional;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.MessageRule;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.Protocol;

/** What the states of quick mode have in common. */
final class Results {
    private Results() {}

    /** What slow work came to. @throws PeerException if to nothing */
    static <R extends Result> R done(Result result, Class<R> type) throws PeerException {
        if (type.isInstance(result)) {
            return type.cast(result);
        }
        String why = result instanceof Result.Failed failed ? failed.why() : "the work was of another kind";
        throw new PeerException(Notify.INVALID_KEY_INFORMATION, why);
    }

    static void admit(Message message, MessageRule rule) throws PeerException {
        Optional<String> refusal = rule.refusal(message);
        if (refusal.isPresent()) {
            throw new PeerException(Notify.INVALID_PAYLOAD_TYPE, refusal.get());
        }
    }

    static <P extends Payload> P only(Message message, Class<P> type) throws PeerException {
        return message.first(type)
                .orElseThrow(() -> new PeerException(Notify.PAYLOAD_MALFORMED, "no " + type.getSimpleName()));
    }

    /**
     * An authentic message made it fail.
     *
     * @param spi of the offer: by it the peer finds what the notification is about
     */
    static QuickStep failed(PeerException why, Failure failure, Bytes spi) {
        var notify = NotifyPayload.of(why.notification(), Protocol.ESP, spi, Bytes.EMPTY);
        return QuickStep.to(
                new QuickState.Failed(failure.reason()), new QuickStep.Out.Fail(failure, Optional.of(notify)));
    }

    /** Of two nonces the one that comes first, byte by byte. */
    static Bytes smaller(Bytes one, Bytes other) {
        return one.hex().compareTo(other.hex()) <= 0 ? one : other;
    }
}
