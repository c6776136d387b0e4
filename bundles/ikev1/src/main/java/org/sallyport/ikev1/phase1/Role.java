// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

/** Which side of an ISAKMP SA this gateway is. */
public enum Role {
    INITIATOR,
    RESPONDER;

    public boolean isInitiator() {
        return this == INITIATOR;
    }

    /** As in a PIX's messages. */
    @Override
    public String toString() {
        return this == INITIATOR ? "initiator" : "responder";
    }
}
