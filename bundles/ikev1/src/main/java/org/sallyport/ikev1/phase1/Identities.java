// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.Optional;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.IdType;
import org.sallyport.ikev1.settings.Identity;

/** Whether a peer with a pre-shared key may call itself what it does. */
final class Identities {
    private Identities() {}

    /**
     * Why an identity is not believed, in words; empty if it is. The key was chosen by the peer's address, so an address must be
     * that one, unless a NAT has changed it; a name is believed, since whoever has the key may choose it.
     */
    static Optional<String> refusal(IdPayload id, Phase1Context context, Nat nat) {
        if (id.idType() == IdType.IPV4_ADDR) {
            boolean same = id.data().equals(Identity.octets(context.path().remote()));
            return same || nat.remote()
                    ? Optional.empty()
                    : Optional.of("the peer at " + context.path().remote() + " calls itself " + id.words());
        }
        boolean name = id.idType() == IdType.FQDN || id.idType() == IdType.USER_FQDN || id.idType() == IdType.KEY_ID;
        return name ? Optional.empty() : Optional.of("no identity for a pre-shared key: " + id.words());
    }
}
