// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Optional;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Decoder;
import org.sallyport.ikev1.message.Envelope;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ipsec.Datagram;

/** Events and effects in one line each. */
final class Line {
    private Line() {}

    static String of(Event event) {
        return event instanceof Event.Received received
                ? "< " + message(received.datagram())
                : event.toString().length() > 160 ? event.toString().substring(0, 160) : event.toString();
    }

    static Optional<String> of(Effect effect) {
        if (effect instanceof Effect.Send send) {
            return Optional.of("> " + message(send.datagram()));
        }
        if (effect instanceof Effect.InstallInbound install) {
            return Optional.of("+in  " + install.halves().get(0).id() + " "
                    + install.halves().get(0).flow());
        }
        if (effect instanceof Effect.InstallOutbound install) {
            return Optional.of("+out " + install.halves().get(0).id() + " "
                    + install.halves().get(0).flow());
        }
        if (effect instanceof Effect.Tell tell) {
            return tell.notice() instanceof Notice.Dropped dropped
                    ? Optional.of("drop: " + dropped.why())
                    : tell.notice() instanceof Notice.Failed failed
                            ? Optional.of("FAILED " + failed.failure().reason())
                            : Optional.empty();
        }
        return Optional.of(effect.toString());
    }

    static String message(Datagram datagram) {
        try {
            Envelope envelope = Decoder.LIBERAL.envelope(Bytes.of(datagram.payload()));
            return datagram.remote() + ":" + datagram.remotePort() + " "
                    + envelope.header().exchange()
                    + (envelope.header().encrypted() ? "*" : "") + " "
                    + envelope.header().initiator().toString().substring(0, 4) + ":"
                    + envelope.header().responder().toString().substring(0, 4)
                    + (envelope.header().messageId() == 0
                            ? ""
                            : " #" + Integer.toHexString(envelope.header().messageId()))
                    + " " + datagram.payload().length;
        } catch (PeerException e) {
            return datagram.payload().length + " bytes: " + e.detail();
        }
    }
}
