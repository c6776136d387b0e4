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
    public static final Jce JDK = new Jce("this JDK", Optional::empty, false);

    private final String name;
    private final Supplier<Optional<Provider>> provider;
    private final boolean copiesArrays;

    private Jce(String name, Supplier<Optional<Provider>> provider, boolean copiesArrays) {
        this.name = name;
        this.provider = provider;
        this.copiesArrays = copiesArrays;
    }

    /**
     * A provider that the JDK need not know.
     *
     * @param provider throws anything unchecked, or a {@link LinkageError}, if it is not to be had
     */
    public static Jce of(String name, Supplier<? extends Provider> provider) {
        return new Jce(
                name,
                () -> {
                    try {
                        return Optional.of(provider.get());
                    } catch (LinkageError | RuntimeException e) {
                        throw new IllegalStateException(name + " is not to be had: " + root(e), e);
                    }
                },
                false);
    }

    /**
     * The same of a provider whose native code copies whole arrays, however few bytes of them it needs. The packets of a batch
     * lie in one array: such a provider gets each in an array of its own.
     */
    public Jce copyingArrays() {
        return new Jce(name, provider, true);
    }

    /** Where packets are handed to a cipher of this provider. For one thread. */
    Workbench workbench() {
        return copiesArrays ? new Workbench.Apart() : new Workbench.InPlace();
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
