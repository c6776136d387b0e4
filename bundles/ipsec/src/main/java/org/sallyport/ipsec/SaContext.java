// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.security.InvalidKeyException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.Protector;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUsage;

/**
 * The keyed transforms of one SA half, opened from its keys and exchanged between two packets when their provider
 * changes. It holds expanded keys and nothing else, so the peer notices nothing.
 *
 * <p>Owned by the worker of its SA; {@link #isOrphaned} may be asked by anybody.
 */
public final class SaContext {
    private final SaParameters parameters;
    private final Protector.Direction direction;
    private @Nullable InstalledTransform cipher;
    private @Nullable InstalledTransform integrity;
    private @Nullable Protector protector;
    private @Nullable Authenticator authenticator;
    private volatile boolean orphaned = true;

    SaContext(SaParameters parameters, Protector.Direction direction) {
        this.parameters = parameters;
        this.direction = direction;
    }

    /** The protector of an SA with a cipher, or null while a transform of it is not installed. */
    public @Nullable Protector protector() {
        return protector;
    }

    /** The authenticator of an SA without a cipher, which is one of AH, or null while it is not installed. */
    public @Nullable Authenticator authenticator() {
        return authenticator;
    }

    /** Whether the SA waits for a transform. */
    public boolean isOrphaned() {
        return orphaned;
    }

    /** Re-opens the protector if another provider serves its algorithms now; closes it if none does. */
    public void refresh(TransformSnapshot transforms) {
        SaAlgorithms algorithms = parameters.algorithms();
        InstalledTransform newCipher =
                algorithms.cipher().flatMap(transforms::serving).orElse(null);
        InstalledTransform newIntegrity =
                algorithms.integrity().flatMap(transforms::serving).orElse(null);
        boolean open = protector != null || authenticator != null;
        if (open && same(newCipher, cipher) && same(newIntegrity, integrity)) {
            return;
        }
        close();
        boolean complete = algorithms.cipher().isPresent() == (newCipher != null)
                && algorithms.integrity().isPresent() == (newIntegrity != null);
        if (complete) {
            open(newCipher, newIntegrity);
        }
    }

    /** Opens the protector anew after it threw: it may have stopped in the middle of a message. */
    public void reopen(TransformSnapshot transforms, Throwable failure) {
        Optional<TransformKind> inside = inside();
        // Behind an authenticator a cipher sees nothing of a stranger's.
        boolean vouched = integrity != null && inside.equals(Optional.of(TransformKind.ENCRYPTION));
        boolean provoked = direction == Protector.Direction.OPEN && !vouched;
        guilty(inside).ifPresent(one -> one.usage().failed(new TransformUsage.Failure(failure, provoked)));
        close();
        refresh(transforms);
    }

    /**
     * Lets go of everything without another call into it, because a worker has not come back from one. Called by whoever
     * watches that worker; whose code it is in was written long before.
     */
    public void abandon(long millis) {
        var late = new TimeoutException("it did not return within " + millis + " ms");
        Optional<InstalledTransform> guilty = guilty(inside());
        guilty.ifPresentOrElse(
                one -> one.usage().abandoned(late),
                () -> Stream.of(cipher, integrity) // while it was opened or closed: the known answers may tell which
                        .filter(Objects::nonNull)
                        .forEach(one -> one.usage().failed(new TransformUsage.Failure(late, true))));
        release();
    }

    private Optional<TransformKind> inside() {
        return protector != null
                ? protector.inside()
                : Optional.ofNullable(authenticator).flatMap(Authenticator::inside);
    }

    private Optional<InstalledTransform> guilty(Optional<TransformKind> inside) {
        return inside.map(kind -> kind == TransformKind.ENCRYPTION ? cipher : integrity);
    }

    private void open(@Nullable InstalledTransform newCipher, @Nullable InstalledTransform newIntegrity) {
        IntegrityTransform integrityTransform =
                newIntegrity != null && newIntegrity.transform() instanceof IntegrityTransform transform
                        ? transform
                        : null;
        try {
            if (newCipher == null && integrityTransform != null) {
                authenticator = lend(parameters.integrityKey(), integrityTransform);
            } else if (newCipher != null && newCipher.transform() instanceof CipherTransform cipherTransform) {
                protector = Protector.open(
                        direction,
                        cipherTransform,
                        parameters.cipherKey(),
                        Optional.ofNullable(integrityTransform),
                        parameters.integrityKey(),
                        parameters.options().extendedSequence());
            } else {
                return;
            }
        } catch (InvalidKeyException | RuntimeException | Error e) {
            blame(newCipher, newIntegrity, e);
            return; // a provider that refuses or fails is as good as absent; the packets are dropped and counted
        }
        cipher = newCipher;
        integrity = newIntegrity;
        if (newCipher != null) {
            newCipher.usage().contextOpened();
        }
        if (newIntegrity != null) {
            newIntegrity.usage().contextOpened();
        }
        orphaned = false;
    }

    /** Which of both did not take its key: the one that does not take it alone. */
    private void blame(
            @Nullable InstalledTransform newCipher, @Nullable InstalledTransform newIntegrity, Throwable failure) {
        InstalledTransform guilty = newCipher == null ? newIntegrity : newCipher;
        if (newCipher != null && newIntegrity != null && newIntegrity.transform() instanceof IntegrityTransform mac) {
            try {
                lend(parameters.integrityKey(), mac).close();
            } catch (InvalidKeyException | RuntimeException | Error e) {
                guilty = newIntegrity;
            }
        }
        if (guilty != null) { // a key may be refused for what it is
            guilty.usage().failed(new TransformUsage.Failure(failure, failure instanceof InvalidKeyException));
        }
    }

    private static Authenticator lend(Secret key, IntegrityTransform transform) throws InvalidKeyException {
        try {
            return key.use(bytes -> {
                try {
                    return new Authenticator(transform.mac(bytes), transform.spec());
                } catch (InvalidKeyException e) {
                    throw new IllegalArgumentException(e);
                }
            });
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException(e);
        }
    }

    /** Closes the protector and lets go of its providers. One that did not return once is not called again. */
    public void close() {
        boolean trusted = Stream.of(cipher, integrity)
                .allMatch(one -> one == null || !one.usage().isAbandoned());
        try {
            if (protector != null && trusted) {
                protector.close();
            }
            if (authenticator != null && trusted) {
                authenticator.close();
            }
        } catch (RuntimeException | Error e) {
            // its provider may be half gone; there is nothing left to wipe that we could reach
        }
        release();
    }

    private void release() {
        orphaned = true;
        protector = null;
        authenticator = null;
        if (cipher != null) {
            cipher.usage().contextClosed();
            cipher = null;
        }
        if (integrity != null) {
            integrity.usage().contextClosed();
            integrity = null;
        }
    }

    private static boolean same(@Nullable InstalledTransform one, @Nullable InstalledTransform other) {
        return one == null ? other == null : other != null && one.transform() == other.transform();
    }
}
