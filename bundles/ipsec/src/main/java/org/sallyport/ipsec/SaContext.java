// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.ForeignWords;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Protector;
import org.sallyport.transform.Secret;
import org.sallyport.transform.Transform;
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
    private @Nullable InstalledTransform suspect; // threw over a packet that nobody vouched for
    private @Nullable InstalledTransform witness; // would serve in the suspect's place
    private volatile @Nullable Protector protector;
    private volatile @Nullable Authenticator authenticator;
    private volatile @Nullable InstalledTransform opening; // in whose code the worker is while it opens one
    private volatile int epoch; // counts what was taken from a worker that did not return
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
        InstalledTransform newCipher = serving(algorithms.cipher(), transforms);
        InstalledTransform newIntegrity = serving(algorithms.integrity(), transforms);
        if (!same(suspect, newCipher) && !same(suspect, newIntegrity)) {
            suspect = null;
        }
        InstalledTransform newWitness = suspect == null ? null : next(suspect, transforms);
        boolean open = protector != null || authenticator != null;
        if (open && same(newCipher, cipher) && same(newIntegrity, integrity) && same(newWitness, witness)) {
            return;
        }
        close();
        witness = newWitness;
        boolean complete = algorithms.cipher().isPresent() == (newCipher != null)
                && algorithms.integrity().isPresent() == (newIntegrity != null);
        if (complete) {
            open(newCipher, newIntegrity);
        }
    }

    /** One that did not return is as good as gone, before the registry has said so. */
    private static @Nullable InstalledTransform serving(Optional<AlgorithmId> algorithm, TransformSnapshot transforms) {
        return algorithm
                .flatMap(transforms::serving)
                .filter(found -> !found.usage().isAbandoned())
                .orElse(null);
    }

    /** Who would serve if another one did not. */
    private static @Nullable InstalledTransform next(InstalledTransform other, TransformSnapshot transforms) {
        return new TransformSnapshot(transforms.installed().stream()
                        .filter(entry -> entry.transform() != other.transform())
                        .filter(entry -> !entry.usage().isAbandoned())
                        .toList())
                .serving(other.description().algorithm())
                .orElse(null);
    }

    /** Opens the protector anew after it threw: it may have stopped in the middle of a message. */
    public void reopen(TransformSnapshot transforms, Throwable failure) {
        Optional<TransformKind> inside = inside();
        boolean provoked = direction == Protector.Direction.OPEN && !isGenuine(inside);
        guilty(inside).ifPresent(one -> {
            one.usage().failed(new TransformUsage.Failure(failure, provoked));
            suspect = provoked ? one : suspect;
        });
        close();
        refresh(transforms);
    }

    /** Whether somebody vouches for the packet. Behind an authenticator a cipher sees nothing of a stranger's. */
    private boolean isGenuine(Optional<TransformKind> inside) {
        return integrity != null && inside.equals(Optional.of(TransformKind.ENCRYPTION))
                || protector instanceof DoubtedProtector doubted && doubted.isConvicted()
                || authenticator instanceof DoubtedAuthenticator doubtedToo && doubtedToo.isConvicted();
    }

    /**
     * Lets go of everything without another call into it, because a worker has not come back from one. Called by whoever
     * watches that worker; whose code it is in was written long before.
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    public void abandon(long millis) {
        epoch++;
        Optional<InstalledTransform> guilty = Optional.ofNullable(opening).or(() -> guilty(inside()));
        opening = null;
        guilty.ifPresentOrElse(
                one -> one.usage().abandoned(millis),
                () -> Stream.of(cipher, integrity) // while it was closed: the known answers may tell which
                        .filter(Objects::nonNull)
                        .forEach(one ->
                                one.usage().failed(new TransformUsage.Failure(TransformUsage.late(millis), true))));
        release();
    }

    private Optional<TransformKind> inside() {
        Protector present = protector;
        return present != null
                ? present.inside()
                : Optional.ofNullable(authenticator).flatMap(Authenticator::inside);
    }

    private Optional<InstalledTransform> guilty(Optional<TransformKind> inside) {
        return inside.map(kind -> kind == TransformKind.ENCRYPTION ? cipher : integrity);
    }

    private void open(@Nullable InstalledTransform newCipher, @Nullable InstalledTransform newIntegrity) {
        int before = epoch;
        IntegrityTransform integrityTransform =
                newIntegrity != null && newIntegrity.transform() instanceof IntegrityTransform transform
                        ? transform
                        : null;
        Authenticator newAuthenticator = null;
        Protector newProtector = null;
        try {
            if (newCipher == null && newIntegrity != null && integrityTransform != null) {
                opening = newIntegrity;
                newAuthenticator = lend(parameters.integrityKey(), integrityTransform, this::doubt);
            } else if (newCipher != null && newCipher.transform() instanceof CipherTransform cipherTransform) {
                opening = newCipher;
                newProtector = doubt(
                        protector(
                                cipherTransform,
                                Optional.ofNullable(integrityTransform)
                                        .map(mac -> opened(mac, newIntegrity, newCipher))),
                        cipherTransform,
                        integrityTransform);
            } else {
                return;
            }
        } catch (InvalidKeyException | RuntimeException | Error e) {
            if (before == epoch) {
                blame(newCipher, newIntegrity, e);
                opening = null;
            }
            return; // a provider that refuses or fails is as good as absent; the packets are dropped and counted
        }
        if (before != epoch) {
            return; // too late: another worker has the SA
        }
        opening = null;
        protector = newProtector;
        authenticator = newAuthenticator;
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

    private Protector protector(CipherTransform with, Optional<IntegrityTransform> mac) throws InvalidKeyException {
        return Protector.open(
                direction,
                with,
                parameters.cipherKey(),
                mac,
                parameters.integrityKey(),
                parameters.options().extendedSequence());
    }

    private Protector doubt(Protector opened, CipherTransform with, @Nullable IntegrityTransform mac) {
        Transform other = witness == null ? null : witness.transform();
        if (other == null || direction == Protector.Direction.SEAL) {
            return opened;
        }
        CipherTransform otherCipher = other instanceof CipherTransform one ? one : with;
        Optional<IntegrityTransform> otherMac =
                Optional.ofNullable(other instanceof IntegrityTransform one ? one : mac);
        return new DoubtedProtector(
                opened,
                packet -> asked(() -> {
                    try (Protector asked = protector(otherCipher, otherMac)) {
                        return packet.test(asked);
                    }
                }));
    }

    private Authenticator doubt(IntegrityTransform.Mac opened, IntegritySpec spec) {
        if (witness == null
                || direction == Protector.Direction.SEAL
                || !(witness.transform() instanceof IntegrityTransform other)) {
            return new Authenticator(opened, spec);
        }
        return new DoubtedAuthenticator(
                opened,
                spec,
                packet -> asked(() -> {
                    Authenticator asked = lend(parameters.integrityKey(), other, Authenticator::new);
                    try {
                        return packet.test(asked);
                    } finally {
                        asked.close();
                    }
                }));
    }

    /** Asks the witness, in whose code the worker is meanwhile. One that fails has seen nothing. */
    private boolean asked(Callable<Boolean> question) {
        int before = epoch;
        opening = witness;
        boolean answer = false;
        try {
            answer = question.call();
        } catch (Exception | Error e) {
            answer = false;
        }
        if (before == epoch) {
            opening = null;
        }
        return answer;
    }

    /** A MAC that says when it is being opened, in the middle of the opening of a cipher. */
    private IntegrityTransform opened(
            IntegrityTransform mac, @Nullable InstalledTransform whose, InstalledTransform cipherAround) {
        return new IntegrityTransform() {
            @Override
            public IntegritySpec spec() {
                return mac.spec();
            }

            @Override
            public Mac mac(byte[] key) throws InvalidKeyException {
                opening = whose;
                Mac opened = mac.mac(key);
                opening = cipherAround;
                return opened;
            }

            @Override
            public List<KnownAnswer> knownAnswers() {
                return mac.knownAnswers();
            }
        };
    }

    /** Which of both did not take its key: the one that does not take it alone. */
    private void blame(
            @Nullable InstalledTransform newCipher, @Nullable InstalledTransform newIntegrity, Throwable failure) {
        InstalledTransform guilty = newCipher == null ? newIntegrity : newCipher;
        if (newCipher != null && newIntegrity != null && newIntegrity.transform() instanceof IntegrityTransform mac) {
            try {
                lend(parameters.integrityKey(), mac, Authenticator::new).close();
            } catch (InvalidKeyException | RuntimeException | Error e) {
                guilty = newIntegrity;
            }
        }
        if (guilty != null) {
            boolean provoked = failure instanceof InvalidKeyException && mayRefuse(guilty.transform());
            guilty.usage().failed(new TransformUsage.Failure(failure, provoked));
        }
    }

    /** Whether a transform may refuse its key: one of another length than it says it takes, or a weak one. */
    private boolean mayRefuse(Transform transform) {
        try {
            if (transform instanceof CipherTransform with) {
                CipherSpec spec = with.spec();
                return parameters.cipherKey().use(material -> {
                    byte[] key = Arrays.copyOf(material, Math.max(0, material.length - spec.saltSize()));
                    boolean may = !spec.keySizes().contains(key.length)
                            || with.weakness(key).isPresent();
                    Arrays.fill(key, (byte) 0);
                    return may;
                });
            }
            return transform instanceof IntegrityTransform mac
                    && parameters
                            .integrityKey()
                            .use(key -> key.length != mac.spec().keySize()
                                    || mac.weakness(key).isPresent());
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    private static Authenticator lend(
            Secret key,
            IntegrityTransform transform,
            BiFunction<IntegrityTransform.Mac, IntegritySpec, Authenticator> use)
            throws InvalidKeyException {
        try {
            return key.use(bytes -> {
                try {
                    return use.apply(transform.mac(bytes), transform.spec());
                } catch (InvalidKeyException e) {
                    throw new IllegalArgumentException(ForeignWords.of(e), e);
                }
            });
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException(ForeignWords.of(e), e);
        }
    }

    /** Closes the protector and lets go of its providers. One that did not return once is not called again. */
    public void close() {
        boolean trusted = Stream.of(cipher, integrity)
                .allMatch(one -> one == null || !one.usage().isAbandoned());
        try {
            Protector present = protector;
            if (present != null && trusted) {
                present.close();
            }
            Authenticator other = authenticator;
            if (other != null && trusted) {
                other.close();
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
        witness = null;
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
