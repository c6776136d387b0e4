// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/**
 * Where algorithms of the JCE come from: the JDK, or a provider that a bundle brings. Whoever brings one is asked whenever
 * a context opens: without its native library the known answers fail, with the reason, and nothing else does.
 */
public final class Jce {
    /** The JDK's own choice. */
    public static final Jce JDK = new Jce("this JDK", Optional::empty);

    private final String name;
    private final Supplier<Optional<Provider>> provider;

    private Jce(String name, Supplier<Optional<Provider>> provider) {
        this.name = name;
        this.provider = provider;
    }

    /**
     * A provider that the JDK need not know.
     *
     * @param provider throws anything unchecked, or a {@link LinkageError}, if it is not to be had
     */
    public static Jce of(String name, Supplier<? extends Provider> provider) {
        return new Jce(name, () -> {
            try {
                return Optional.of(provider.get());
            } catch (LinkageError | RuntimeException e) {
                throw new IllegalStateException(name + " is not to be had: " + root(e), e);
            }
        });
    }

    /** What went wrong first, which says more than what came of it. */
    private static Throwable root(Throwable error) {
        Throwable cause = error.getCause();
        return cause == null ? error : root(cause);
    }

    /** A cipher, not yet keyed. */
    Cipher cipher(String transformation) {
        Optional<Provider> chosen = provider.get();
        try {
            return chosen.isPresent()
                    ? Cipher.getInstance(transformation, chosen.get())
                    : Cipher.getInstance(transformation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(name + " lacks " + transformation, e);
        }
    }

    /** A message authentication code, not yet keyed. */
    Mac mac(String algorithm) {
        Optional<Provider> chosen = provider.get();
        try {
            return chosen.isPresent() ? Mac.getInstance(algorithm, chosen.get()) : Mac.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(name + " lacks " + algorithm, e);
        }
    }

    /** The name of the keys of a cipher: the first word of {@code AES/GCM/NoPadding} or {@code ChaCha20-Poly1305}. */
    static String keyAlgorithm(String transformation) {
        return transformation.split("[/-]", 2)[0];
    }
}
