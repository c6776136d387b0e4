// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Cookie;

/**
 * What both sides of phase 1 have told each other in clear.
 *
 * @param initiatorNonce the body of the payload (RFC 2409, 3.2: Ni_b)
 * @param initiatorPublic the body of the key exchange payload (g^xi), as on the wire
 */
public record Phase1Values(
        Cookie initiator,
        Cookie responder,
        Bytes initiatorNonce,
        Bytes responderNonce,
        Bytes initiatorPublic,
        Bytes responderPublic) {
    Bytes nonces() {
        return Bytes.concat(initiatorNonce, responderNonce);
    }

    Bytes cookies() {
        return Bytes.concat(initiator.bytes(), responder.bytes());
    }
}
