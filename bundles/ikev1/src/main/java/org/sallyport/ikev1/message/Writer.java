// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.io.ByteArrayOutputStream;

/** Collects numbers in network byte order. For one thread. */
final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void byte1(int value) {
        number(value, 1);
    }

    void byte2(int value) {
        number(value, 2);
    }

    /** Any 32 bits. */
    void byte4(int value) {
        out.write(value >>> 3 * Byte.SIZE);
        out.write(value >>> 2 * Byte.SIZE);
        out.write(value >>> Byte.SIZE);
        out.write(value);
    }

    private void number(int value, int size) {
        if (value < 0 || value >>> size * Byte.SIZE != 0) {
            throw new IllegalArgumentException(value + " does not fit " + size + " bytes");
        }
        for (int i = size - 1; i >= 0; i--) {
            out.write(value >>> i * Byte.SIZE);
        }
    }

    void bytes(Bytes bytes) {
        out.writeBytes(bytes.toArray());
    }

    Bytes done() {
        return Bytes.of(out.toByteArray());
    }
}
