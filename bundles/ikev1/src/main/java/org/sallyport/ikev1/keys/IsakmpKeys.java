// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import java.util.Arrays;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Secret;

/**
 * The four secrets of an ISAKMP SA (RFC 2409, 5).
 *
 * @param skeyid proves both identities
 * @param derive SKEYID_d: IPsec keys come from it
 * @param authenticate SKEYID_a: hashes of later messages
 * @param encrypt SKEYID_e: the cipher's key comes from it
 */
public record IsakmpKeys(Secret skeyid, Secret derive, Secret authenticate, Secret encrypt) {
    /** SKEYID = prf(pre-shared-key, Ni_b | Nr_b). */
    public static IsakmpKeys preShared(PrfTransform prf, Secret preShared, Phase1Values values, Secret shared) {
        return of(prf, Derivation.secret(prf, preShared, Secret.NONE, values.nonces()), values, shared);
    }

    /** SKEYID = prf(Ni_b | Nr_b, g^xy). */
    public static IsakmpKeys signatures(PrfTransform prf, Phase1Values values, Secret shared) {
        return of(prf, Derivation.secret(prf, values.nonces(), shared), values, shared);
    }

    private static IsakmpKeys of(PrfTransform prf, Secret skeyid, Phase1Values values, Secret shared) {
        Secret derive = step(prf, skeyid, Secret.NONE, new Step(values, shared, 0));
        Secret authenticate = step(prf, skeyid, derive, new Step(values, shared, 1));
        Secret encrypt = step(prf, skeyid, authenticate, new Step(values, shared, 2));
        return new IsakmpKeys(skeyid, derive, authenticate, encrypt);
    }

    private record Step(Phase1Values values, Secret shared, int number) {}

    /** prf(SKEYID, the one before | g^xy | CKY-I | CKY-R | number). */
    private static Secret step(PrfTransform prf, Secret skeyid, Secret before, Step step) {
        Bytes end = Bytes.concat(step.values.cookies(), Bytes.of((byte) step.number));
        Secret start = before.use(
                first -> step.shared.use(second -> Derivation.wiped(Derivation.joined(first, Bytes.EMPTY, second))));
        return Derivation.secret(prf, skeyid, start, end);
    }

    /**
     * The key for a cipher: the first bytes of SKEYID_e, or, if it is too short, K1 | K2 | ... with K1 = prf(SKEYID_e, 0) and
     * Ki = prf(SKEYID_e, K(i-1)) (RFC 2409, appendix B).
     */
    public Secret cipherKey(PrfTransform prf, int length) {
        if (length <= encrypt.length()) {
            return encrypt.use(bytes -> Derivation.wiped(Arrays.copyOf(bytes, length)));
        }
        return Derivation.wiped(Derivation.expanded(prf, encrypt, Bytes.of((byte) 0), new byte[0], length));
    }
}
