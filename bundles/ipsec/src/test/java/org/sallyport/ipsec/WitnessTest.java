// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.Protector;
import org.sallyport.transform.TransformSnapshot;

/** Who throws over packets is set aside only if another provider finds them genuine. */
final class WitnessTest extends SaContextBench {
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
        TransformSnapshot transforms = with(installed(new FakeCipher()), failing, good);
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
}
