// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/**
 * Cipher block chaining, for whoever brings a block cipher: checks that the text is whole blocks and brings in the
 * packet's IV. One direction, for one thread.
 *
 * <p>The chain below starts every packet with an IV of zeros. The packet's own IV is added to the first block of plain
 * text, before encryption or after decryption: the same result, and no cipher is keyed anew for a packet.
 */
public final class Cbc implements CipherTransform.Sealer, CipherTransform.Opener {
    private final int blockSize;
    private final Chain chain;

    /** @param blockSize bytes, of the block and of the IV */
    public Cbc(int blockSize, Chain chain) {
        this.blockSize = blockSize;
        this.chain = chain;
    }

    /** @throws IllegalArgumentException if the text is not whole blocks */
    @Override
    public void seal(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
        if (!wholeBlocks(textLength)) {
            throw new IllegalArgumentException(textLength + " bytes are not whole blocks of " + blockSize);
        }
        addIv(nonce, buffer, text);
        chain.run(buffer, text, textLength);
    }

    /** @return false if the text is not whole blocks */
    @Override
    public boolean open(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
        if (!wholeBlocks(textLength)) {
            return false;
        }
        chain.run(buffer, text, textLength);
        addIv(nonce, buffer, text);
        return true;
    }

    private boolean wholeBlocks(int textLength) {
        return textLength > 0 && textLength % blockSize == 0;
    }

    private void addIv(byte[] iv, byte[] buffer, int text) {
        for (int i = 0; i < blockSize; i++) {
            buffer[text + i] ^= iv[i];
        }
    }

    @Override
    public void close() {
        chain.close();
    }

    /** A keyed block cipher that runs through whole blocks in CBC mode, in place, each time from an IV of zeros. */
    @FunctionalInterface
    public interface Chain extends AutoCloseable {
        /** @param length bytes, whole blocks, at least one */
        void run(byte[] buffer, int offset, int length);

        /** Wipes what can be wiped. */
        @Override
        default void close() {}
    }
}
