// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.exchange;

import org.sallyport.ikev1.message.Bytes;
import org.sallyport.transform.Secret;

/** Arithmetic that is too slow for the loop: Diffie-Hellman in a group. */
public sealed interface Work {
    /** The group's number (RFC 2409, 6). */
    int group();

    /** A fresh public value. */
    record Initiate(int group) implements Work {}

    /** What both have in common, from a peer's value and what was remembered when the own one was made. */
    record Finish(int group, Secret remembered, Bytes peer) implements Work {}

    /** Both at once: a fresh public value, and what both have in common. */
    record Respond(int group, Bytes peer) implements Work {}
}
