// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import java.util.Arrays;

/**
 * Entropy drawn in larger pieces and handed out in small ones: for a worker that needs an initialization vector a packet.
 * Bytes are given once and wiped. Owned by one thread.
 */
public final class BufferedEntropy implements Entropy {
    private static final int PIECE = 4096;

    private final Entropy source;
    private final byte[] piece = new byte[PIECE];
    private int used = PIECE;

    public BufferedEntropy(Entropy source) {
        this.source = source;
    }

    @Override
    public void fill(byte[] buffer, int offset, int length) {
        if (length > PIECE) {
            source.fill(buffer, offset, length);
            return;
        }
        if (used + length > PIECE) {
            source.fill(piece, 0, PIECE);
            used = 0;
        }
        System.arraycopy(piece, used, buffer, offset, length);
        Arrays.fill(piece, used, used + length, (byte) 0);
        used += length;
    }
}
