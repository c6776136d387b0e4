// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.exchange;

import org.sallyport.ikev1.message.Bytes;
import org.sallyport.transform.Secret;

/** What slow work came to. */
public sealed interface Result {
    /** A fresh public value, and what to remember until the peer's has come. */
    record Initiated(Bytes publicValue, Secret remembered) implements Result {}

    /** What both sides have in common. @param publicValue the own one; empty if it was made before */
    record Agreed(Bytes publicValue, Secret shared) implements Result {}

    /** The peer's value is none of the group's, or nobody has served the group for a while. @param why in words */
    record Failed(String why) implements Result {}

    /** Nobody serves the group now: a bundle may be on its way. @param work what was to be done */
    record Unserved(Work work) implements Result {
        /** What it comes to if nobody comes. */
        public Failed failed() {
            return new Failed("Diffie-Hellman group " + work.group() + " is not installed");
        }
    }
}
