// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/** A peer's mistake. It has no stack trace: a peer can make many. */
public final class PeerException extends Exception {
    private static final long serialVersionUID = 1;

    private final Notify notify;

    /** @param detail in words of ours: a peer's text does not belong there unless {@link Text} has seen it */
    public PeerException(Notify notify, String detail) {
        super(detail, null, false, false);
        this.notify = notify;
    }

    /** What to tell the peer, if anything. */
    public Notify notification() {
        return notify;
    }

    /** What was wrong, in words. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
