// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.MessageDigest;
import java.util.Arrays;
import org.sallyport.transform.IntegrityTransform.Mac;

/** The integrity check value of one packet after another: the first bytes of a tag. For one thread. */
public final class Icv {
    /** So many tags in a row with a zero in their last place are none: a right one is as likely as a guessed key of 128 bits. */
    private static final int ZEROS = 16;

    private final int size;
    private final byte[] tag;
    private final byte[] received;
    private int zeros;

    public Icv(IntegritySpec spec) {
        size = spec.icvSize();
        tag = new byte[spec.tagSize()];
        received = new byte[spec.tagSize()];
    }

    /** Bytes in a packet. */
    public int size() {
        return size;
    }

    /** Ends a message. */
    public void finish(Mac mac) {
        Arrays.fill(tag, (byte) 0); // what it leaves out is not to be an earlier packet's
        mac.finish(tag, 0);
    }

    /**
     * Writes the value of the message that was ended last.
     *
     * @throws IllegalStateException if the MAC does not write as many bytes as it said. Of messages of our own no two are equal; of what is
     *     received anybody can repeat the one whose tag ends with a zero, so nothing is concluded from that.
     */
    public void write(byte[] buffer, int offset) {
        zeros = tag[size - 1] == 0 ? zeros + 1 : 0;
        if (zeros == ZEROS) {
            throw new IllegalStateException("it writes tags of less than " + size + " bytes");
        }
        System.arraycopy(tag, 0, buffer, offset, size);
    }

    /** Compares it with the one that was received, in constant time. */
    public boolean matches(byte[] buffer, int offset) {
        System.arraycopy(tag, size, received, size, tag.length - size);
        System.arraycopy(buffer, offset, received, 0, size);
        return MessageDigest.isEqual(tag, received);
    }

    /** Wipes it. */
    public void wipe() {
        Arrays.fill(tag, (byte) 0);
    }
}
