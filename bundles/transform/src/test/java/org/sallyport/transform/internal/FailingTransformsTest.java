// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.JceCipher;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Sample;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformUsage.Failure;

/** Transforms that fail in use, become something else, or cannot say what is wrong with them. */
final class FailingTransformsTest extends AdmissionBench {
    @Test
    void oneThatFailsInUseIsSetAsideAndTheNextServes() {
        Transform spare = Sample.cipher();
        install(spare, Said.cipher());
        registry.add(Sample.cipher(), Sample.description(Sample.cipher(), 10));
        registry.doWork();
        InstalledTransform faulty = registry.snapshot().serving(AES).orElseThrow();
        assertThat(faulty.transform()).isNotSameAs(spare);

        faulty.usage().failed(new Failure(new IllegalStateException("planted"), false));
        faulty.usage().failed(new Failure(new IllegalStateException("again"), false));
        assertThat(registry.snapshot().serving(AES)).contains(faulty);
        registry.doWork();

        assertThat(registry.snapshot().cipher(AES)).isSameAs(spare);
        assertThat(registry.snapshot().installed()).last().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.QUARANTINED);
            assertThat(entry.verdict()).isEqualTo("it failed in use: java.lang.IllegalStateException: planted");
        });
    }

    /** A cipher that answers for itself only until it is admitted. */
    private static final class Moody extends JceCipher {
        private boolean silent;
        private CipherSpec spec = super.spec();

        Moody() {
            super(false, Sample.right());
        }

        @Override
        public CipherSpec spec() {
            if (silent) {
                throw new IllegalStateException("asked again");
            }
            return spec;
        }
    }

    @Test
    void whatATransformIsIsKnownWithoutAskingItAgain() {
        var moody = new Moody();
        CipherSpec spec = moody.spec();
        assertThat(install(moody, Said.cipher()).cipherSpec()).contains(spec);
        moody.silent = true;

        registry.add(Sample.cipher(), ranked(Said.cipher(), 1));
        registry.doWork();
        registry.add(Sample.cipher(), ranked(Said.cipher().but("esp", 99), 1));
        registry.doWork();
        registry.reconsider();

        assertThat(registry.snapshot().installed())
                .extracting(InstalledTransform::state)
                .containsExactly(State.ADMITTED, State.ADMITTED, State.FAILED);
        assertThat(registry.snapshot().installed())
                .allSatisfy(entry -> assertThat(entry.cipherSpec()).contains(spec));
    }

    @Test
    void oneThatBecomesSomethingElseServesNoLonger() {
        var moody = new Moody();
        CipherSpec before = moody.spec();
        InstalledTransform entry = install(moody, Said.cipher());
        moody.spec = new CipherSpec("test-aes", List.of(16), 16, 16, 0, 0, IvRule.NONE);

        entry.usage().failed(new Failure(new IllegalStateException("forged"), true));
        registry.doWork();
        registry.update(moody, Said.cipher().but("standing", "LEGACY").description());
        registry.doWork();

        assertThat(registry.snapshot().installed()).last().satisfies(examined -> {
            assertThat(examined.state()).isEqualTo(State.FAILED);
            assertThat(examined.verdict()).isEqualTo("its spec was " + before + " and is " + moody.spec);
        });
    }

    /** Cannot be printed. */
    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String toString() {
            throw new AssertionError("not even that");
        }

        @Override
        public String getMessage() {
            throw this;
        }
    }

    @Test
    void oneWhoseFailureCannotBePrintedIsSetAsideToo() {
        InstalledTransform faulty = install(Sample.cipher(), Said.cipher());

        faulty.usage().failed(new Failure(new Unspeakable(), false));
        registry.doWork();

        assertThat(registry.snapshot().installed()).last().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.QUARANTINED);
            assertThat(entry.verdict()).isEqualTo("it failed in use: " + Unspeakable.class.getName());
        });
    }

    @Test
    void oneWhoseAnswersEndWithWhatCannotBePrintedIsRefused() {
        Transform unspeakable = new JceCipher(false, Sample.right()) {
            @Override
            public Sealer sealer(byte[] key) {
                throw new Unspeakable();
            }
        };
        assertThat(install(unspeakable, Said.cipher()).verdict())
                .startsWith("Unspeakable at ")
                .endsWith(Unspeakable.class.getName());

        Transform worse = new JceCipher(false, Sample.right()) {
            @Override
            public List<KnownAnswer> knownAnswers() {
                throw new Error() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String toString() {
                        throw this;
                    }
                };
            }
        };
        InstalledTransform entry = install(worse, Said.cipher());
        assertThat(entry.state()).isEqualTo(State.FAILED);
        assertThat(entry.verdict()).startsWith("its known answers ended with " + FailingTransformsTest.class.getName());
    }

    @Test
    void oneThatASenderMayHaveProvokedIsOnlyExaminedAgain() {
        InstalledTransform entry = install(Sample.cipher(Sample.capitals()), Said.cipher());
        assertThat(entry.state()).isEqualTo(State.ADMITTED);
        for (int i = 0; i < 3; i++) {
            entry.usage().failed(new Failure(new IllegalStateException("forged"), true));
        }
        registry.doWork();
        assertThat(registry.snapshot().serving(AES)).isPresent();

        entry.usage().failed(new Failure(new IllegalStateException("own"), false));
        registry.doWork();
        assertThat(registry.snapshot().serving(AES)).isEmpty();
    }
}
