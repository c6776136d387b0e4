// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Cookie;
import org.sallyport.transform.PrfTransform;

/** What stands in NAT-D payloads (RFC 3947, 3.2): HASH = HASH(CKY-I | CKY-R | IP | Port). */
public final class NatHash {
    private NatHash() {}

    /**
     * The hash, by the hash algorithm that was negotiated.
     *
     * @param address its 4 or 16 bytes
     */
    public static Bytes of(PrfTransform prf, Ends cookies, Bytes address, int port) {
        Bytes input = Bytes.concat(
                cookies.initiator().bytes(),
                cookies.responder().bytes(),
                address,
                Bytes.of((byte) (port >>> Byte.SIZE), (byte) port));
        return Bytes.of(prf.hash(input.toArray()));
    }

    /** The name of the ISAKMP SA. */
    public record Ends(Cookie initiator, Cookie responder) {}
}
