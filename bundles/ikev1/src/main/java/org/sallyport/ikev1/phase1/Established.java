// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.phase1.Cryptography.Keyring;

/**
 * An authenticated ISAKMP SA.
 *
 * @param chain as phase 1 left it: the chains of the exchanges under it begin there
 * @param peer who the peer is
 * @param initialContact whether the peer said that it knows of no other SA with this gateway
 */
public record Established(
        Agreement agreement,
        Keyring keyring,
        IvChain chain,
        IdPayload own,
        IdPayload peer,
        Nat nat,
        long seconds,
        boolean initialContact) {
    /** By what exchanges under it are protected. */
    public Protection protection() {
        return new Protection(agreement, keyring, chain);
    }
}
