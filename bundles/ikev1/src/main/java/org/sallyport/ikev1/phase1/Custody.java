// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.security.InvalidKeyException;
import java.util.List;
import java.util.Optional;
import org.sallyport.runtime.Shift;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.ForeignWords;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PrfSpec;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.TransformUsage;

/**
 * Through whom a thread of IKE calls transforms, which are somebody else's code: one that throws is reported and costs the message that is
 * being computed, one that does not come back is seen by whoever watches the shift.
 */
public final class Custody {
    private final Shift<InstalledTransform> shift;

    /** @param shift of the thread that calls */
    public Custody(Shift<InstalledTransform> shift) {
        this.shift = shift;
    }

    /** A call that a transform has failed in. Its cause says in words what was thrown: whoever prints it calls nobody else's code. */
    public static final class FailedException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        FailedException(InstalledTransform whose, Throwable thrown) {
            this(whose, ForeignWords.of(thrown));
        }

        private FailedException(InstalledTransform whose, String words) {
            super(whose.description().name() + " failed: " + words, new Cause(words));
        }
    }

    /** Stands in for what was thrown. */
    private static final class Cause extends Exception {
        private static final long serialVersionUID = 1;

        private final String words;

        Cause(String words) {
            super(words, null, false, false);
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** A call into a transform. */
    @FunctionalInterface
    public interface Call<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Makes a call.
     *
     * @param provoked whether what a peer sent may make it fail: then the known answers are computed again, and decide
     * @throws FailedException if something is thrown that may not be
     */
    public <T, E extends Exception> T call(InstalledTransform whose, boolean provoked, Call<T, E> call) throws E {
        shift.enter(whose);
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            whose.usage().failed(new TransformUsage.Failure(e, provoked));
            throw new FailedException(whose, e);
        } finally {
            shift.leave();
        }
    }

    /** A hash of another size than its own is nobody's fault but its own. */
    private static byte[] sized(InstalledTransform whose, byte[] output) {
        int size = whose.prfSpec().orElseThrow().outputSize();
        if (output.length == size) {
            return output;
        }
        var wrong = new IllegalStateException("a hash of " + output.length + " bytes instead of " + size);
        whose.usage().failed(new TransformUsage.Failure(wrong, false));
        throw new FailedException(whose, wrong);
    }

    /** A hash whose calls are looked after. */
    PrfTransform of(InstalledTransform whose, PrfTransform prf) {
        return new PrfTransform() {
            @Override
            public PrfSpec spec() {
                return whose.prfSpec().orElseThrow();
            }

            @Override
            public byte[] hash(byte[] input) {
                return sized(whose, call(whose, true, () -> prf.hash(input)));
            }

            @Override
            public byte[] prf(byte[] key, byte[] input) {
                return sized(whose, call(whose, true, () -> prf.prf(key, input)));
            }

            @Override
            public List<KnownAnswer> knownAnswers() {
                return prf.knownAnswers();
            }
        };
    }

    /** A cipher whose calls are looked after. */
    CipherTransform of(InstalledTransform whose, CipherTransform cipher) {
        return new CipherTransform() {
            @Override
            public CipherSpec spec() {
                return whose.cipherSpec().orElseThrow();
            }

            @Override
            public Optional<String> weakness(byte[] key) {
                return call(whose, false, () -> cipher.weakness(key));
            }

            @Override
            public Sealer sealer(byte[] key) throws InvalidKeyException {
                Sealer sealer = call(whose, false, () -> cipher.sealer(key));
                return new Sealer() {
                    @Override
                    public void seal(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
                        call(whose, false, () -> {
                            sealer.seal(nonce, buffer, aad, aadLength, text, textLength);
                            return text;
                        });
                    }

                    @Override
                    public void close() {
                        call(whose, false, () -> {
                            sealer.close();
                            return whose;
                        });
                    }
                };
            }

            @Override
            public Opener opener(byte[] key) throws InvalidKeyException {
                Opener opener = call(whose, false, () -> cipher.opener(key));
                return new Opener() {
                    @Override
                    public boolean open(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
                        return call(whose, true, () -> opener.open(nonce, buffer, aad, aadLength, text, textLength));
                    }

                    @Override
                    public void close() {
                        call(whose, false, () -> {
                            opener.close();
                            return whose;
                        });
                    }
                };
            }

            @Override
            public List<KnownAnswer> knownAnswers() {
                return cipher.knownAnswers();
            }
        };
    }
}
