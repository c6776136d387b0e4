// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/**
 * What an ISAKMP header says (RFC 2408, 3.1), but for the first payload's type and the length, which follow from what is
 * behind it.
 *
 * @param initiator the cookie of who began the ISAKMP SA, whichever side sends this message
 * @param messageId 0 in phase 1, otherwise the name of one exchange under the ISAKMP SA
 */
public record Header(
        Cookie initiator, Cookie responder, Exchange exchange, boolean encrypted, boolean commit, int messageId) {
    /** Bytes. */
    public static final int SIZE = 28;

    /** The header of a phase 1 message. */
    public static Header phase1(Cookie initiator, Cookie responder, Exchange exchange, boolean encrypted) {
        return new Header(initiator, responder, exchange, encrypted, false, 0);
    }

    /** The header of a message under the keys of an ISAKMP SA. */
    public static Header phase2(Cookie initiator, Cookie responder, Exchange exchange, int messageId) {
        return new Header(initiator, responder, exchange, true, false, messageId);
    }
}
