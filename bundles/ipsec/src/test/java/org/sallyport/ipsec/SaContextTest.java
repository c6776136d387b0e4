// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
