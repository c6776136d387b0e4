// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Cookie;
import org.sallyport.ikev1.message.Encoder;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.negotiation.IsakmpSa.Names;

/**
 * Notifications in clear, to peers with which there are no keys: hints for their administrators. So few a second that nobody can
 * have a third party flooded by them. Owned by the loop.
 */
final class ClearNotices {
    private static final int MAX_PER_SECOND = 10;
    private static final long SECOND = 1_000_000_000L;

    private final Desk desk;
    private long second;
    private int sent;

    ClearNotices(Desk desk) {
        this.desk = desk;
    }

    /** Tells a peer that its first message is refused. The answer is not longer than the message. */
    void refuse(Names names, Notify notify) {
        if (desk.now() - second >= SECOND) {
            second = desk.now();
            sent = 0;
        }
        if (sent >= MAX_PER_SECOND) {
            desk.count("refusals not told");
            return;
        }
        sent++;
        byte[] id = desk.entropy().bytes(Integer.BYTES);
        int messageId = (id[0] & 0xFF) << 24 | (id[1] & 0xFF) << 16 | (id[2] & 0xFF) << 8 | id[3] & 0xFF;
        var header = new Header(names.initiator(), Cookie.NONE, Exchange.INFORMATIONAL, false, false, messageId);
        var payload = NotifyPayload.of(notify, Protocol.ISAKMP, Bytes.EMPTY, Bytes.EMPTY);
        byte[] message = Encoder.clear(Message.of(header, List.of(payload)));
        desk.emit(new Effect.Send(names.path().datagram(message)));
    }
}
