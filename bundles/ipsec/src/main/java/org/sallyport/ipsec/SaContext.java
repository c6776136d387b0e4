// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.security.InvalidKeyException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.Protector;
import org.sallyport.transform.TransformSnapshot;

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
    private volatile boolean orphaned = true;

    SaContext(SaParameters parameters, Protector.Direction direction) {
        this.parameters = parameters;
        this.direction = direction;
    }

    /** The protector, or null while a transform of the SA is not installed. */
    public @Nullable Protector protector() {
        return protector;
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
        if (protector != null && same(newCipher, cipher) && same(newIntegrity, integrity)) {
            return;
        }
        close();
        boolean complete = algorithms.cipher().isPresent() == (newCipher != null)
                && algorithms.integrity().isPresent() == (newIntegrity != null);
        if (complete && newCipher != null) {
            open(newCipher, newIntegrity);
        }
    }

    /** Opens the protector anew after it threw: it may have stopped in the middle of a message. */
    public void reopen(TransformSnapshot transforms) {
        close();
        refresh(transforms);
    }

    private void open(InstalledTransform newCipher, @Nullable InstalledTransform newIntegrity) {
        if (!(newCipher.transform() instanceof CipherTransform cipherTransform)) {
            return;
        }
        Optional<IntegrityTransform> mac =
                newIntegrity != null && newIntegrity.transform() instanceof IntegrityTransform transform
                        ? Optional.of(transform)
                        : Optional.empty();
        try {
            protector =
                    Protector.open(direction, cipherTransform, parameters.cipherKey(), mac, parameters.integrityKey());
        } catch (InvalidKeyException | RuntimeException | Error e) {
            return; // a provider that refuses or fails is as good as absent; the packets are dropped and counted
        }
        cipher = newCipher;
        integrity = newIntegrity;
        newCipher.usage().contextOpened();
        if (newIntegrity != null) {
            newIntegrity.usage().contextOpened();
        }
        orphaned = false;
    }

    /** Closes the protector and lets go of its providers. */
    public void close() {
        orphaned = true;
        if (protector != null) {
            try {
                protector.close();
            } catch (RuntimeException | Error e) {
                // its provider may be half gone; there is nothing left to wipe that we could reach
            }
            protector = null;
        }
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
