// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import org.sallyport.ikev1.message.Bytes;
import org.sallyport.transform.PrfTransform;

/** The hashes by which both sides of phase 1 prove who they are (RFC 2409, 5). */
public final class Proof {
    private Proof() {}

    /**
     * What a side proves, as on the wire.
     *
     * @param saBody the initiator's whole offer
     * @param idBody the side's own identity
     */
    public record Claim(Bytes saBody, Bytes idBody) {}

    /**
     * HASH_I = prf(SKEYID, g^xi | g^xr | CKY-I | CKY-R | SAi_b | IDii_b).
     */
    public static Bytes ofInitiator(PrfTransform prf, IsakmpKeys keys, Phase1Values values, Claim claim) {
        return Derivation.hash(
                prf,
                keys.skeyid(),
                Bytes.concat(
                        values.initiatorPublic(),
                        values.responderPublic(),
                        values.initiator().bytes(),
                        values.responder().bytes(),
                        claim.saBody(),
                        claim.idBody()));
    }

    /**
     * HASH_R = prf(SKEYID, g^xr | g^xi | CKY-R | CKY-I | SAi_b | IDir_b): the initiator's offer here, too.
     */
    public static Bytes ofResponder(PrfTransform prf, IsakmpKeys keys, Phase1Values values, Claim claim) {
        return Derivation.hash(
                prf,
                keys.skeyid(),
                Bytes.concat(
                        values.responderPublic(),
                        values.initiatorPublic(),
                        values.responder().bytes(),
                        values.initiator().bytes(),
                        claim.saBody(),
                        claim.idBody()));
    }
}
