// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.InvalidKeyException;
import org.osgi.annotation.versioning.ConsumerType;

/** A message authentication code, truncated as IPsec uses it. */
@ConsumerType
public interface IntegrityTransform extends Transform {
    IntegritySpec spec();

    /** @throws InvalidKeyException if the key's length is not the spec's */
    Mac mac(byte[] key) throws InvalidKeyException;

    /**
     * Passes on a key that may be used, for implementations of {@link #mac}.
     *
     * @throws InvalidKeyException if its length is not the spec's, in words for an administrator
     */
    default byte[] usable(byte[] key) throws InvalidKeyException {
        if (key.length != spec().keySize()) {
            throw new InvalidKeyException(
                    "key has " + key.length + " bytes, " + spec().name() + " takes " + spec().keySize());
        }
        return key;
    }

    /** Authenticates under one key. For one thread; {@link #finish} makes it ready for the next message. */
    @ConsumerType
    interface Mac extends AutoCloseable {
        void update(byte[] buffer, int offset, int length);

        /** Writes the whole tag, {@link IntegritySpec#tagSize} bytes; who wants an ICV takes its first bytes. */
        void finish(byte[] tag, int offset);

        /** Wipes what can be wiped. */
        @Override
        void close();
    }
}
