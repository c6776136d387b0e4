// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/** What a header must say whatever comes behind it. */
final class HeaderRules {
    private HeaderRules() {}

    static void check(Envelope envelope) throws PeerException {
        Header header = envelope.header();
        if (header.initiator().isNone()) {
            throw new PeerException(Notify.INVALID_COOKIE, "the initiator's cookie is zero");
        }
        if (envelope.isFragment()) {
            return; // Its header is a copy of the whole message's, but for the flags, and that one is looked at later.
        }
        if (envelope.first() == PayloadType.NONE) {
            throw Decoder.malformed("a message without payloads");
        }
        if (header.encrypted() && header.responder().isNone()) {
            throw new PeerException(Notify.INVALID_COOKIE, "encrypted, and the responder's cookie is zero");
        }
        messageId(header);
        boolean neverClear = header.exchange() == Exchange.QUICK || header.exchange() == Exchange.TRANSACTION;
        if (neverClear && !header.encrypted()) {
            throw new PeerException(Notify.INVALID_FLAGS, header.exchange() + " in clear");
        }
    }

    private static void messageId(Header header) throws PeerException {
        if (header.exchange().isPhase1() && header.messageId() != 0) {
            throw new PeerException(Notify.INVALID_MESSAGE_ID, header.exchange() + " with a message identifier");
        }
        // A notification in clear may lack one: some peers do not care.
        if (!header.exchange().isPhase1() && header.encrypted() && header.messageId() == 0) {
            throw new PeerException(Notify.INVALID_MESSAGE_ID, header.exchange() + " without a message identifier");
        }
    }
}
