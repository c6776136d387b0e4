// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.InvalidKeyException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Protector;
import org.sallyport.transform.Transform;

final class SaContextTest extends SaContextBench {
    private final InstalledTransform cipher = installed(new FakeCipher());
    private final InstalledTransform mac = installed(new FakeMac());
    private final OutboundSa sa = new OutboundSa(Samples.parameters(false), 0);
    private final SaContext context = sa.context();

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
}
