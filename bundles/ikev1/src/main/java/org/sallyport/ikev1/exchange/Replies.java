// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sallyport.ikev1.message.Bytes;

/**
 * The datagrams that an exchange has taken, each with what was answered. One that comes again changes nothing: it gets the same
 * answer, from store, or none if none was given or the slow work for it goes on (RFC 2408, 5.1; the duplicate is "the entire
 * datagram", so that nobody can have a changed one answered by the old answer).
 *
 * <p>Owned by the loop.
 */
public final class Replies {
    /** An exchange has no more than three messages of one side (RFC 2409, 5). */
    static final int MAX_KEPT = 4;

    private static final byte[] NONE = new byte[0];

    private final Map<Bytes, byte[]> taken = new LinkedHashMap<>();
    private Bytes last = Bytes.EMPTY;

    /** Whether exactly this datagram has been taken before. */
    public boolean has(Bytes datagram) {
        return taken.containsKey(datagram);
    }

    /** Takes a datagram whose answer may follow. */
    public void take(Bytes datagram) {
        taken.put(datagram, NONE);
        last = datagram;
        if (taken.size() > MAX_KEPT) {
            var oldest = taken.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** What was sent is the answer to the datagram that was taken last. */
    public void answered(byte[] reply) {
        taken.computeIfPresent(last, (datagram, none) -> reply);
    }

    /** What the datagram that was taken last was answered with. */
    public Optional<byte[]> lastReply() {
        return reply(last);
    }

    /** What a datagram was answered with. */
    public Optional<byte[]> reply(Bytes datagram) {
        byte[] reply = taken.getOrDefault(datagram, NONE);
        return reply.length == 0 ? Optional.empty() : Optional.of(reply);
    }
}
