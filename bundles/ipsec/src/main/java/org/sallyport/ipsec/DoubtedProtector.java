// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.Protector;
import org.sallyport.transform.TransformKind;

/**
 * A protector that has thrown over a packet which nobody vouched for. When it throws again, the packet is shown to a witness, who opens
 * it with other transforms: a packet that is genuine does not excuse anybody.
 */
final class DoubtedProtector implements Protector {
    private static final int HIGH = Integer.BYTES; // what may be used in front of the additional data

    private final Protector doubted;
    private final Witness<Protector> witness;
    private byte[] copy = new byte[0];
    private boolean convicted;

    DoubtedProtector(Protector doubted, Witness<Protector> witness) {
        this.doubted = doubted;
        this.witness = witness;
    }

    /** Whether it threw over a genuine packet. */
    boolean isConvicted() {
        return convicted;
    }

    @Override
    public CipherSpec cipher() {
        return doubted.cipher();
    }

    @Override
    public int icvSize() {
        return doubted.icvSize();
    }

    @Override
    public void seal(byte[] buffer, int aad, int aadLength, int text, int textLength, int sequenceHigh) {
        doubted.seal(buffer, aad, aadLength, text, textLength, sequenceHigh);
    }

    /** It works in place, and may have spoilt the packet before it throws. */
    @Override
    public boolean open(byte[] buffer, int aad, int aadLength, int text, int textLength, int sequenceHigh) {
        int from = Math.max(0, aad - HIGH);
        int length = text + textLength + icvSize() - from;
        if (copy.length < length) {
            copy = new byte[length];
        }
        System.arraycopy(buffer, from, copy, 0, length);
        try {
            return doubted.open(buffer, aad, aadLength, text, textLength, sequenceHigh);
        } catch (RuntimeException | Error e) {
            convicted = witness.confirms(
                    other -> other.open(copy, aad - from, aadLength, text - from, textLength, sequenceHigh));
            throw e;
        }
    }

    @Override
    public Optional<TransformKind> inside() {
        return doubted.inside();
    }

    @Override
    public void close() {
        doubted.close();
    }
}
