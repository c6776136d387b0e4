// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.ikev1.settings.PeerKey;
import org.sallyport.ikev1.settings.Policy;

/**
 * What both sides of phase 1 have settled on before there are keys.
 *
 * @param policy ours that fits
 * @param suite as the answer says it
 * @param seconds both sides' lifetime, the shorter one
 * @param offer the body of the initiator's SA payload: both proofs cover it
 * @param key pre-shared with that address
 * @param abilities of the peer
 */
public record Agreement(Policy policy, Phase1Suite suite, long seconds, Bytes offer, PeerKey key, Abilities abilities) {
    Agreement with(Abilities newAbilities) {
        return new Agreement(policy, suite, seconds, offer, key, newAbilities);
    }

    int group() {
        return suite.group();
    }
}
