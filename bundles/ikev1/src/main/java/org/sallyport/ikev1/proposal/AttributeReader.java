// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import java.util.BitSet;
import org.sallyport.ikev1.message.Attribute;
import org.sallyport.ikev1.message.ProposedTransform;

/** Walks through the attributes of a transform, once. For one thread. */
final class AttributeReader {
    private static final int AES_DEFAULT_BITS = 128;
    private static final int BLOCK_OF_KEY_BITS = 64;

    private final int lifeType;
    private final int lifeDuration;
    private final BitSet seen = new BitSet();
    private Lifetime lifetime = Lifetime.NONE;
    private int pendingLife;

    AttributeReader(int lifeType, int lifeDuration) {
        this.lifeType = lifeType;
        this.lifeDuration = lifeDuration;
    }

    @FunctionalInterface
    interface Each {
        void take(Attribute attribute) throws Misfit;
    }

    /** Hands on every attribute but those of the lifetime. */
    void read(ProposedTransform transform, Each each) throws Misfit {
        for (Attribute attribute : transform.attributes()) {
            int type = attribute.type();
            if (type == lifeDuration) {
                duration(attribute);
            } else if (pendingLife != 0) {
                throw new Misfit("a kind of lifetime without its duration behind it");
            } else if (type == lifeType) {
                pendingLife = number(attribute, "a kind of lifetime");
            } else {
                once(type);
                each.take(attribute);
            }
        }
        if (pendingLife != 0) {
            throw new Misfit("a kind of lifetime without its duration behind it");
        }
    }

    private void duration(Attribute attribute) throws Misfit {
        if (pendingLife == 0) {
            throw new Misfit("a lifetime without its kind in front of it");
        }
        lifetime = lifetime.with(pendingLife, attribute);
        pendingLife = 0;
    }

    private void once(int type) throws Misfit {
        if (seen.get(type)) {
            throw new Misfit("attribute " + type + " twice");
        }
        seen.set(type);
    }

    Lifetime lifetime() {
        return lifetime;
    }

    /** RFC 2409, appendix A: "attributes described as basic MUST NOT be encoded as variable". */
    static int number(Attribute attribute, String what) throws Misfit {
        if (!attribute.basic()) {
            throw new Misfit(what + " in the long form");
        }
        int value = (int) attribute.value().orElse(0);
        if (value == 0) {
            throw new Misfit(what + " 0");
        }
        return value;
    }

    /**
     * The key length that goes with a cipher: peers that forget it for AES mean 128; ciphers with one key size have none.
     *
     * @param said 0 if the offer does not say
     */
    static int keyBits(boolean aes, boolean oneSize, int said) throws Misfit {
        if (aes && said == 0) {
            return AES_DEFAULT_BITS;
        }
        if (oneSize && said != 0) {
            throw new Misfit("a key length for a cipher that has only one");
        }
        if (aes && (said % BLOCK_OF_KEY_BITS != 0 || said < AES_DEFAULT_BITS || said > 2 * AES_DEFAULT_BITS)) {
            throw new Misfit("AES with keys of " + said + " bits");
        }
        return said;
    }
}
