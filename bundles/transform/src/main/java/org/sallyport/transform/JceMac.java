// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A message authentication code of a JCE provider under one key. For one thread. */
public final class JceMac implements IntegrityTransform.Mac {
    private final Mac mac;
    private final int keySize;

    /**
     * @param mac not yet keyed; it belongs to this object from now on
     * @param key of at least one byte; lent
     */
    public JceMac(Mac mac, byte[] key) throws InvalidKeyException {
        this.mac = mac;
        keySize = key.length;
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
    }

    @Override
    public void update(byte[] buffer, int offset, int length) {
        mac.update(buffer, offset, length);
    }

    @Override
    public void finish(byte[] tag, int offset) {
        try {
            mac.doFinal(tag, offset);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no room for a tag of " + mac.getMacLength() + " bytes", e);
        }
    }

    /** A key of zeros takes the place of the padded key. */
    @Override
    public void close() {
        try {
            mac.init(new SecretKeySpec(new byte[keySize], mac.getAlgorithm()));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a key of zeros is refused", e);
        }
    }
}
