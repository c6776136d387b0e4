// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.Payload;

/** Messages that begin with a hash over what stands behind it (RFC 2409, 5.5 and 5.7). */
public final class Hashes {
    private Hashes() {}

    public static Message message(Header header, HashPayload hash, List<Payload> behind) {
        List<Payload> payloads = new ArrayList<>(List.of(hash));
        payloads.addAll(behind);
        return Message.of(header, payloads);
    }

    /** Payloads as they stand in a message. */
    public static Bytes octets(Header header, List<Payload> payloads) {
        return Message.of(header, payloads).octets();
    }

    /** Whether a message begins with that hash. */
    public static boolean proves(Message message, Bytes expected) {
        return message.payloads().get(0) instanceof HashPayload hash
                && hash.value().equals(expected);
    }
}
