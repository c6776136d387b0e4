// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** How a part of a packet goes through a cipher, and comes back to its place. For one thread. */
sealed interface Workbench {
    /**
     * Ends the cipher's message with a part of a buffer.
     *
     * @param length bytes that go in; as many, or some more or fewer for a tag, come out
     */
    void finish(Cipher cipher, byte[] buffer, int offset, int length) throws GeneralSecurityException;

    /** The cipher works in the buffer. */
    record InPlace() implements Workbench {
        @Override
        public void finish(Cipher cipher, byte[] buffer, int offset, int length) throws GeneralSecurityException {
            cipher.doFinal(buffer, offset, length, buffer, offset);
        }
    }

    /** The cipher works in an array that is hardly longer than the longest packet was. */
    final class Apart implements Workbench {
        private static final int TAG = 16;

        private byte[] array = new byte[0];

        @Override
        public void finish(Cipher cipher, byte[] buffer, int offset, int length) throws GeneralSecurityException {
            if (array.length < length + TAG) {
                array = new byte[length + TAG];
            }
            System.arraycopy(buffer, offset, array, 0, length);
            int made = cipher.doFinal(array, 0, length, array, 0);
            System.arraycopy(array, 0, buffer, offset, made);
        }
    }
}
