// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Protector;
import org.sallyport.transform.Standing;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUsage;

final class SaContextTest {
    private final List<String> failures = new ArrayList<>();
    private final InstalledTransform cipher = installed(new FakeCipher());
    private final InstalledTransform mac = installed(new FakeMac());
    private final OutboundSa sa = new OutboundSa(Samples.parameters(false), 0);
    private final SaContext context = sa.context();

    private InstalledTransform installed(Transform transform) {
        boolean encrypts = transform instanceof FakeCipher;
        var description = new TransformDescription(
                encrypts ? TransformKind.ENCRYPTION : TransformKind.INTEGRITY,
                encrypts ? Samples.CIPHER.name() : Samples.MAC.name(),
                List.of(16),
                List.of(),
                0,
                0,
                0,
                0,
                Standing.ACCEPTABLE,
                0,
                "test");
        return new InstalledTransform(
                description,
                transform,
                InstalledTransform.State.ADMITTED,
                "",
                new TransformUsage(failure -> failures.add(transform + " " + failure)));
    }

    private static TransformSnapshot with(InstalledTransform... installed) {
        return new TransformSnapshot(Stream.of(installed).toList());
    }

    @Test
    void itIsOrphanedUntilAllItsTransformsAreThere() {
        assertThat(context.isOrphaned()).isTrue();
        context.refresh(with());
        assertThat(context.protector()).isNull();
        context.refresh(with(cipher));
        assertThat(context.protector()).isNull();
        context.refresh(with(mac));
        assertThat(context.isOrphaned()).isTrue();
        assertThat(cipher.usage().contextsEver()).isZero();

        context.refresh(with(mac, cipher));
        assertThat(context.protector()).isNotNull();
        assertThat(context.isOrphaned()).isFalse();
        assertThat(cipher.usage().contexts()).isEqualTo(1);
        assertThat(mac.usage().contexts()).isEqualTo(1);
    }

    @Test
    void itIsOrphanedAndAdoptedAgainWhileItsSequenceGoesOn() {
        context.refresh(with(cipher, mac));
        sa.nextSequence();
        context.refresh(with(mac));
        assertThat(context.isOrphaned()).isTrue();
        assertThat(cipher.usage().contexts()).isZero();
        assertThat(mac.usage().contexts()).isZero();

        InstalledTransform another = installed(new FakeCipher());
        context.refresh(with(another, mac));
        assertThat(context.isOrphaned()).isFalse();
        assertThat(another.usage().contexts()).isEqualTo(1);
        assertThat(sa.nextSequence()).isEqualTo(2);
    }

    @Test
    void whatServesAsBeforeIsNotOpenedAnew() {
        context.refresh(with(cipher, mac));
        Protector before = context.protector();
        context.refresh(with(cipher, mac, installed(new FakeCipher())));

        assertThat(context.protector()).isSameAs(before);
        assertThat(cipher.usage().contextsEver()).isEqualTo(1);
    }

    @Test
    void aProviderThatRefusesTheKeyOrFailsIsAsGoodAsAbsent() {
        for (Transform bad : List.of(
                new FakeCipher() {
                    @Override
                    public Sealer sealer(byte[] key) throws InvalidKeyException {
                        throw new InvalidKeyException("planted");
                    }
                },
                new FakeCipher() {
                    @Override
                    public Sealer sealer(byte[] key) {
                        throw new StackOverflowError("planted");
                    }
                },
                new FakeCipher() {
                    @Override
                    public Sealer sealer(byte[] key) {
                        return null;
                    }
                })) {
            InstalledTransform provider = installed(bad);
            context.refresh(with(provider, mac));
            assertThat(context.isOrphaned()).isTrue();
            assertThat(context.protector()).isNull();
            assertThat(provider.usage().contexts()).isZero();
        }
        context.refresh(with(cipher, mac));
        assertThat(context.isOrphaned()).isFalse();
    }

    @Test
    void whoDoesNotTakeItsKeyIsNamed() {
        InstalledTransform bad = installed(new FakeMac() {
            @Override
            public Mac mac(byte[] key) {
                throw new IllegalStateException("planted");
            }

            @Override
            public String toString() {
                return "bad mac";
            }
        });
        context.refresh(with(cipher, bad));

        assertThat(failures)
                .containsExactly("bad mac Failure[what=java.lang.IllegalStateException: planted, provoked=false]");
    }

    @Test
    void aProviderThatFailsWhenItIsClosedIsLetGoAllTheSame() {
        InstalledTransform sticky = installed(new FakeCipher() {
            @Override
            public Sealer sealer(byte[] key) {
                return new Context() {
                    @Override
                    public void close() {
                        throw new AssertionError("planted");
                    }
                };
            }
        });
        context.refresh(with(sticky, mac));
        assertThat(sticky.usage().contexts()).isEqualTo(1);

        context.close();
        assertThat(context.isOrphaned()).isTrue();
        assertThat(context.protector()).isNull();
        assertThat(sticky.usage().contexts()).isZero();
        assertThat(mac.usage().contexts()).isZero();
        context.close();
        assertThat(mac.usage().contexts()).isZero();
    }

    @Test
    void reopeningGivesAnotherProtectorOfTheSameProviders() {
        context.refresh(with(cipher, mac));
        Protector before = context.protector();
        context.reopen(with(cipher, mac), new IllegalStateException("planted"));

        assertThat(context.protector()).isNotNull().isNotSameAs(before);
        assertThat(cipher.usage().contexts()).isEqualTo(1);
        assertThat(cipher.usage().contextsEver()).isEqualTo(2);
    }

    /** A provider that refuses its key, and says so of it. */
    private InstalledTransform refusing(Optional<String> weakness) {
        return installed(new FakeCipher() {
            @Override
            public Sealer sealer(byte[] key) throws InvalidKeyException {
                throw new InvalidKeyException("planted");
            }

            @Override
            public Optional<String> weakness(byte[] key) {
                return weakness;
            }

            @Override
            public String toString() {
                return "refusing";
            }
        });
    }

    @Test
    void onlyAWeakKeyMayBeRefused() {
        context.refresh(with(refusing(Optional.empty()), mac));
        assertThat(failures).singleElement().asString().startsWith("refusing").endsWith("provoked=false]");

        failures.clear();
        context.refresh(with(refusing(Optional.of("is weak")), mac));
        assertThat(failures).singleElement().asString().startsWith("refusing").endsWith("provoked=true]");
    }

    private static final int GENUINE = 7;

    /** A MAC whose tag is always the same, or which always throws. */
    private static final class Constant extends FakeMac {
        private final boolean fails;

        Constant(boolean fails) {
            this.fails = fails;
        }

        @Override
        public Mac mac(byte[] key) {
            return new Mac() {
                @Override
                public void update(byte[] buffer, int offset, int length) {
                    if (fails) {
                        throw new IllegalStateException("planted");
                    }
                }

                @Override
                public void finish(byte[] tag, int offset) {
                    tag[offset] = GENUINE;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public String toString() {
            return fails ? "failing" : "good";
        }
    }

    /** An AEAD that spoils the packet and throws, or takes one that ends so. */
    private static final class Aead extends FakeCipher {
        private final boolean fails;

        Aead(boolean fails) {
            this.fails = fails;
        }

        @Override
        public CipherSpec spec() {
            return new CipherSpec("fake-cipher", List.of(2), 1, 0, 0, 1, IvRule.NONE);
        }

        @Override
        public Opener opener(byte[] key) {
            return new Context() {
                @Override
                public boolean open(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
                    boolean genuine = buffer[text + textLength] == GENUINE;
                    buffer[text + textLength]++;
                    if (fails) {
                        throw new IllegalStateException("planted");
                    }
                    return genuine;
                }
            };
        }

        @Override
        public String toString() {
            return fails ? "failing" : "good";
        }
    }

    private static InboundSa inbound(Optional<AlgorithmId> encryption, Optional<AlgorithmId> authentication) {
        SaParameters like = Samples.parameters(false);
        return new InboundSa(
                new SaParameters(
                        like.id(),
                        like.ends(),
                        like.selector(),
                        new SaAlgorithms(encryption, authentication),
                        like.keys(),
                        like.options(),
                        like.nesting(),
                        like.flow(),
                        false,
                        1),
                0);
    }

    /** One packet as the engine has it opened. */
    private static boolean opened(SaContext inbound, TransformSnapshot transforms, int icv) {
        byte[] packet = {0, 0, 0, 0, 0, 1, 2, 3, (byte) icv};
        try {
            Protector protector = inbound.protector();
            Authenticator authenticator = inbound.authenticator();
            if (protector != null) {
                return protector.open(packet, 4, 1, 5, 3);
            }
            authenticator.update(packet, 0, 4);
            authenticator.update(packet, 4, 4);
            return authenticator.matches(packet, 8);
        } catch (IllegalStateException e) {
            inbound.reopen(transforms, e);
            return false;
        }
    }

    private static final String PROVOKED =
            "failing Failure[what=java.lang.IllegalStateException: planted, provoked=true]";
    private static final String NOT_PROVOKED =
            "failing Failure[what=java.lang.IllegalStateException: planted, provoked=false]";

    /** @param failing ranks above the good one */
    private void isConvictedByGenuinePacketsOnly(InboundSa half, InstalledTransform failing, InstalledTransform good) {
        SaContext inbound = half.context();
        TransformSnapshot transforms = with(failing, good);
        inbound.refresh(transforms);
        for (int i = 0; i < 3; i++) {
            assertThat(opened(inbound, transforms, GENUINE + 1)).isFalse();
        }
        assertThat(failures).as("forged packets").containsExactly(PROVOKED, PROVOKED, PROVOKED);
        assertThat(failing.usage().contexts()).isEqualTo(1);

        failures.clear();
        assertThat(opened(inbound, transforms, GENUINE)).isFalse();
        assertThat(failures).as("a genuine packet").containsExactly(NOT_PROVOKED);
        inbound.refresh(with(good));
        assertThat(opened(inbound, transforms, GENUINE)).isTrue();
        assertThat(opened(inbound, transforms, GENUINE + 1)).isFalse();
        assertThat(failing.usage().contexts()).isZero();
    }

    @Test
    void anAeadThatThrowsOverAGenuinePacketIsConvictedByTheNextProvider() {
        InboundSa half = inbound(Optional.of(Samples.CIPHER), Optional.empty());
        isConvictedByGenuinePacketsOnly(half, installed(new Aead(true)), installed(new Aead(false)));
    }

    @Test
    void anAuthenticatorThatThrowsOverAGenuinePacketIsConvictedByTheNextProvider() {
        InboundSa half = inbound(Optional.empty(), Optional.of(Samples.MAC));
        isConvictedByGenuinePacketsOnly(half, installed(new Constant(true)), installed(new Constant(false)));
    }

    @Test
    void anAuthenticatorBehindACipherIsConvictedAsWell() {
        InboundSa half = inbound(Optional.of(Samples.CIPHER), Optional.of(Samples.MAC));
        InstalledTransform failing = installed(new Constant(true));
        InstalledTransform good = installed(new Constant(false));
        TransformSnapshot transforms = with(cipher, failing, good);
        half.context().refresh(transforms);
        opened(half.context(), transforms, GENUINE);
        opened(half.context(), transforms, GENUINE);

        assertThat(failures).containsExactly(PROVOKED, NOT_PROVOKED);
    }

    @Test
    void aWitnessThatLeavesIsLetGoOf() {
        SaContext inbound =
                inbound(Optional.of(Samples.CIPHER), Optional.empty()).context();
        InstalledTransform failing = installed(new Aead(true));
        TransformSnapshot both = with(failing, installed(new Aead(false)));
        inbound.refresh(both);
        opened(inbound, both, GENUINE);
        Protector before = inbound.protector();
        inbound.refresh(both);
        assertThat(inbound.protector()).isSameAs(before);

        inbound.refresh(with(failing));
        assertThat(inbound.protector()).isNotNull().isNotSameAs(before);
        opened(inbound, with(failing), GENUINE);
        assertThat(failures).as("nobody is left to ask").containsExactly(PROVOKED, PROVOKED);
    }

    private static class Context implements CipherTransform.Sealer, CipherTransform.Opener {
        @Override
        public void seal(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {}

        @Override
        public boolean open(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
            return true;
        }

        @Override
        public void close() {}
    }

    private static class FakeCipher implements CipherTransform {
        @Override
        public CipherSpec spec() {
            return new CipherSpec("fake-cipher", List.of(2), 1, 0, 0, 0, IvRule.NONE);
        }

        @Override
        public List<KnownAnswer> knownAnswers() {
            return List.of();
        }

        @Override
        public Sealer sealer(byte[] key) throws InvalidKeyException {
            return new Context();
        }

        @Override
        public Opener opener(byte[] key) {
            return new Context();
        }
    }

    private static class FakeMac implements IntegrityTransform {
        @Override
        public IntegritySpec spec() {
            return new IntegritySpec("fake-mac", 1, 1, 1);
        }

        @Override
        public List<KnownAnswer> knownAnswers() {
            return List.of();
        }

        @Override
        public Mac mac(byte[] key) {
            return new Mac() {
                @Override
                public void update(byte[] buffer, int offset, int length) {}

                @Override
                public void finish(byte[] tag, int offset) {}

                @Override
                public void close() {}
            };
        }
    }
}
