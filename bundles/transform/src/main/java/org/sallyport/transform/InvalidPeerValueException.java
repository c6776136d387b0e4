// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/** A peer's public value is refused. It has no stack trace: a peer can send many. */
public final class InvalidPeerValueException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param reason in words for an administrator, without the value */
    public InvalidPeerValueException(String reason) {
        super(reason, null, false, false);
    }
}
