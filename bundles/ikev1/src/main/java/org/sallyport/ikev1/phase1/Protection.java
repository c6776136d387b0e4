// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.phase1.Cryptography.Keyring;

/** By what the next encrypted message of phase 1 is opened, and those of exchanges whose chains begin there. */
public record Protection(Agreement agreement, Keyring keyring, IvChain iv) {
    /** @throws PeerException if a transform is missing now */
    public Cryptography cryptography(Phase1Context context) throws PeerException {
        return context.cryptography(agreement);
    }
}
