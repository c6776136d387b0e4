// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.security.InvalidKeyException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;

/** Another provider of an algorithm that somebody provides already. It counts what it does, and fails when told to. */
final class Substitute {
    /** Packets it worked on. */
    int used;

    /** Contexts of it that are open. */
    int open;

    /** What it throws in the middle of the next packets. */
    Throwable failure;

    /** What its next packets wait for, for ever if nobody counts it down. */
    CountDownLatch hold = new CountDownLatch(0);

    /** What a worker waits for that opens a context of it. */
    CountDownLatch opening = new CountDownLatch(0);

    private final Transform original;

    Substitute(Transform original) {
        this.original = original;
    }

    /** The service that this substitute is. */
    Transform transform() {
        return original instanceof CipherTransform cipher
                ? new Cipher(cipher)
                : new Integrity((IntegrityTransform) original);
    }

    /** The original's description, with another ranking. */
    TransformDescription description(int ranking) {
        TransformDescription said = TransformDescription.of(original);
        return new TransformDescription(
                said.kind(),
                said.name(),
                said.keyBits(),
                said.keywords(),
                said.isakmp(),
                said.esp(),
                said.ah(),
                said.ikev1(),
                said.ikev2(),
                said.standing(),
                ranking,
                "substitute");
    }

    private void work() {
        used++;
        hang(hold);
        fail();
    }

    private void open() {
        if (Thread.currentThread().getName().startsWith("sallyport-worker")) { // whoever examines it does not wait
            hang(opening);
        }
    }

    private static void hang(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // as a provider that listens to nobody
            }
        }
    }

    private void fail() {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private final class Cipher implements CipherTransform {
        private final CipherTransform original;

        Cipher(CipherTransform original) {
            this.original = original;
        }

        @Override
        public CipherSpec spec() {
            return original.spec();
        }

        @Override
        public List<KnownAnswer> knownAnswers() {
            return original.knownAnswers();
        }

        @Override
        public Sealer sealer(byte[] key) throws InvalidKeyException {
            open();
            Sealer sealer = original.sealer(key);
            open++;
            return new Sealer() {
                @Override
                public void seal(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
                    sealer.seal(nonce, buffer, aad, aadLength, text, textLength);
                    work();
                }

                @Override
                public void close() {
                    open--;
                    sealer.close();
                }
            };
        }

        @Override
        public Opener opener(byte[] key) throws InvalidKeyException {
            Opener opener = original.opener(key);
            open++;
            return new Opener() {
                @Override
                public boolean open(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
                    work();
                    return opener.open(nonce, buffer, aad, aadLength, text, textLength);
                }

                @Override
                public void close() {
                    open--;
                    opener.close();
                }
            };
        }
    }

    private final class Integrity implements IntegrityTransform {
        private final IntegrityTransform original;

        Integrity(IntegrityTransform original) {
            this.original = original;
        }

        @Override
        public IntegritySpec spec() {
            return original.spec();
        }

        @Override
        public List<KnownAnswer> knownAnswers() {
            return original.knownAnswers();
        }

        @Override
        public Mac mac(byte[] key) throws InvalidKeyException {
            open();
            Mac mac = original.mac(key);
            open++;
            return new Mac() {
                @Override
                public void update(byte[] buffer, int offset, int length) {
                    mac.update(buffer, offset, length);
                    hang(hold);
                    fail(); // and leaves half a message behind
                }

                @Override
                public void finish(byte[] tag, int offset) {
                    used++;
                    mac.finish(tag, offset);
                }

                @Override
                public void close() {
                    open--;
                    mac.close();
                }
            };
        }
    }
}
