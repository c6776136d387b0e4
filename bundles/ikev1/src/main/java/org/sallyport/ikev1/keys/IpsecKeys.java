// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import java.util.Arrays;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Secret;

/** The keys of one IPsec SA in one direction. {@link Secret#NONE} for what it does not have. */
public record IpsecKeys(Secret encryption, Secret authentication) {
    /**
     * What quick mode has agreed on.
     *
     * @param shared of the perfect forward secrecy: g(qm)^xy; {@link Secret#NONE} without
     * @param nonces the bodies of both: Ni_b | Nr_b
     */
    public record QuickValues(Secret shared, Bytes nonces) {}

    /**
     * Which SA.
     *
     * @param spi that the receiver of this direction chose
     * @param encryptionSize bytes, with a salt where the cipher has one
     */
    public record Wanted(Protocol protocol, Bytes spi, int encryptionSize, int authenticationSize) {}

    /**
     * KEYMAT = K1 | K2 | ... with Ki = prf(SKEYID_d, K(i-1) | [g(qm)^xy |] protocol | SPI | Ni_b | Nr_b) (RFC 2409, 5.5): the
     * encryption key first (RFC 2401, 4.6.2: from "the first (left-most, high-order) bits").
     */
    public static IpsecKeys of(PrfTransform prf, IsakmpKeys keys, QuickValues values, Wanted wanted) {
        Bytes known = Bytes.concat(Bytes.of((byte) wanted.protocol().number()), wanted.spi(), values.nonces());
        byte[] seed = values.shared().use(shared -> Derivation.joined(shared, known));
        int first = wanted.encryptionSize();
        int length = first + wanted.authenticationSize();
        byte[] keymat = Derivation.expanded(prf, keys.derive(), Bytes.EMPTY, seed, length);
        Arrays.fill(seed, (byte) 0);
        var split = new IpsecKeys(
                Derivation.wiped(Arrays.copyOf(keymat, first)),
                Derivation.wiped(Arrays.copyOfRange(keymat, first, length)));
        Arrays.fill(keymat, (byte) 0);
        return split;
    }
}
