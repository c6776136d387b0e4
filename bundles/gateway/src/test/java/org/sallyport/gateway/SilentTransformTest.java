// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.InvalidKeyException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transforms.tripledes.TripleDes;

/** A transform that was admitted and then throws whatever it is asked: the console and the reconciler do not depend on it. */
final class SilentTransformTest {
    private final Unit unit = Unit.left();
    private boolean silent;

    /** 3DES, until it is silent. */
    private final class Moody implements CipherTransform {
        private final CipherTransform cipher = new TripleDes();

        private CipherTransform answering() {
            if (silent) {
                throw new IllegalStateException("asked");
            }
            return cipher;
        }

        @Override
        public CipherSpec spec() {
            return answering().spec();
        }

        @Override
        public Sealer sealer(byte[] key) throws InvalidKeyException {
            return answering().sealer(key);
        }

        @Override
        public Opener opener(byte[] key) throws InvalidKeyException {
            return answering().opener(key);
        }

        @Override
        public Optional<String> weakness(byte[] key) {
            return answering().weakness(key);
        }

        @Override
        public List<KnownAnswer> knownAnswers() {
            return answering().knownAnswers();
        }
    }

    private void replaceTripleDes() {
        unit.remove("3des-cbc");
        unit.registry.add(new Moody(), TransformDescription.of(new TripleDes()));
        unit.registry.doWork();
        silent = true;
    }

    @Test
    void everyListingIsThereAllTheSame() {
        replaceTripleDes();

        for (String listing : List.of("transforms", "transforms detail", "ipsec sa", "map", "engine")) {
            assertThat(unit.prints("show crypto " + listing)).as(listing).isNotEmpty();
        }
    }

    @Test
    void theConfigurationCanBeChangedAllTheSame() {
        replaceTripleDes();

        unit.configure(
                "crypto ipsec transform-set other esp-3des",
                "sysopt ipsec strict",
                "no crypto ipsec transform-set other",
                "no crypto map m 10 set session-key inbound esp",
                Unit.key(10, "inbound", 700, Unit.CIPHER_1, Unit.SHA_1),
                "crypto map m interface outside");
        assertThat(unit.inbound()).hasSize(2);
    }

    @Test
    void oneThatThrowsWhenItIsAskedAboutAKeyIsSetAside() {
        replaceTripleDes();

        unit.configure(
                "no crypto map m 10 set session-key inbound esp",
                Unit.key(10, "inbound", 700, Unit.CIPHER_1, Unit.SHA_1));
        unit.registry.doWork();

        assertThat(unit.registry.snapshot().installed()).last().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(InstalledTransform.State.QUARANTINED);
            assertThat(entry.verdict()).endsWith("asked");
        });
    }
}
