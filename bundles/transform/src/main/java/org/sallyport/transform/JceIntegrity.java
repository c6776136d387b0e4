// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.InvalidKeyException;

/** A message authentication code of the JCE, cut to what a packet carries. What is left to say are its known answers. */
public abstract class JceIntegrity implements IntegrityTransform {
    private final IntegritySpec spec;
    private final Jce jce;
    private final String algorithm;

    /**
     * @param spec its key is as long as IPsec uses it
     * @param algorithm its name in the JCE, for example {@code HmacSHA256}
     */
    protected JceIntegrity(IntegritySpec spec, Jce jce, String algorithm) {
        this.spec = spec;
        this.jce = jce;
        this.algorithm = algorithm;
    }

    @Override
    public final IntegritySpec spec() {
        return spec;
    }

    @Override
    public final Mac mac(byte[] key) throws InvalidKeyException {
        return new JceMac(jce.mac(algorithm), usable(key));
    }
}
