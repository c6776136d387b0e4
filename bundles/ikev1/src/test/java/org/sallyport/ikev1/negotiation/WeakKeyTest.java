// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUsage;

/** A key that comes out weak (RFC 2405, 4) is used by nobody: quick mode fails on whichever side finds it so, and another one is begun. */
final class WeakKeyTest {
    private static final int ONCE = 1;

    private final List<Integer> asked = new ArrayList<>();
    private int weak;

    /** @param first how many keys are not weak before the one that is: those of the responder come first */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void isNotInstalled(int first) {
        weak = first;
        List<InstalledTransform> installed = new ArrayList<>(Installed.TINY.installed());
        installed.add(cipher());
        var simulation = new Simulation(4, new TransformSnapshot(installed));
        SimGateway a = simulation.gateway("A", Two.plansA(600));
        SimGateway b = simulation.gateway("B", Two.plansB(600));
        a.packet(Two.FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(Two.FLOW)).isFalse();
        SimGateway finder = first < 2 ? b : a;
        assertThat(finder.failures)
                .singleElement()
                .matches(failure -> failure.reason().equals("a key came out that is weak, says the test"));

        simulation.runFor(8 * Simulation.SECOND);
        a.packet(Two.FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(Two.FLOW)).isTrue();
        assertThat(b.sends(Two.FLOW)).isTrue();
        simulation.runFor(60 * Simulation.SECOND);
        assertThat(a.inbound).hasSize(ONCE);
        assertThat(b.inbound).hasSize(ONCE);
    }

    /** What serves the cipher of the plans' transform set. */
    private InstalledTransform cipher() {
        CipherTransform original = Installed.TINY.installed().stream()
                .map(InstalledTransform::transform)
                .filter(CipherTransform.class::isInstance)
                .map(CipherTransform.class::cast)
                .findFirst()
                .orElseThrow();
        var description = new TransformDescription(
                TransformKind.ENCRYPTION,
                "cipher-3",
                List.of(62),
                List.of(),
                List.of(),
                0,
                0,
                0,
                0,
                Standing.ACCEPTABLE,
                0,
                "test");
        return new InstalledTransform(
                description, new Suspicious(original), InstalledTransform.State.ADMITTED, "", new TransformUsage());
    }

    private final class Suspicious implements CipherTransform {
        private final CipherTransform original;

        Suspicious(CipherTransform original) {
            this.original = original;
        }

        @Override
        public Optional<String> weakness(byte[] key) {
            asked.add(key.length);
            return asked.size() == weak + 1 ? Optional.of("is weak, says the test") : Optional.empty();
        }

        @Override
        public CipherSpec spec() {
            return original.spec();
        }

        @Override
        public Sealer sealer(byte[] key) throws InvalidKeyException {
            return original.sealer(key);
        }

        @Override
        public Opener opener(byte[] key) throws InvalidKeyException {
            return original.opener(key);
        }

        @Override
        public List<KnownAnswer> knownAnswers() {
            return original.knownAnswers();
        }
    }
}
