// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.InvalidKeyException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ipsec.Flow;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PrfSpec;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformSnapshot;

/** A cipher or a hash that throws once, whenever that is, costs a message or an exchange: no flow is stuck, nothing is silent for good. */
final class FailingTransformTest {
    private static final int FLOWS = 3;

    private int calls;
    private int failing = Integer.MAX_VALUE;

    @Test
    void everyFlowComesUpAndIsRenewedWhicheverCallFails() {
        run();
        int all = calls;
        assertThat(all).as("calls into transforms").isGreaterThan(100);
        for (int i = 1; i < all; i += 1 + all / 150) {
            failing = i;
            run();
        }
    }

    private void run() {
        calls = 0;
        var simulation = new Simulation(
                5,
                new TransformSnapshot(
                        Installed.TINY.installed().stream().map(this::failing).toList()));
        SimGateway a = simulation.gateway("A", plans("192.0.2.1", "198.51.100.1", 1, 2));
        SimGateway b = simulation.gateway("B", plans("198.51.100.1", "192.0.2.1", 2, 1));
        for (int second = 0; second < 200; second++) {
            flows().forEach(a::packet);
            simulation.runFor(Simulation.SECOND);
        }
        assertThat(flows())
                .as("after call %d failed", failing)
                .allMatch(a::sends)
                .allMatch(b::sends);
        assertThat(a.negotiations.status().entries())
                .as("after call %d failed", failing)
                .allMatch(entry -> entry.nextTrySeconds().isEmpty());
    }

    private static Plans plans(String own, String peer, int here, int there) {
        return Plans.at(own)
                .key("0.0.0.0/0", "k")
                .entry(
                        10,
                        Wanted.of(peer).seconds(120),
                        IntStream.range(0, FLOWS)
                                .mapToObj(i -> "10.%d.%d.0/24 10.%d.%d.0/24".formatted(here, i, there, i))
                                .toArray(String[]::new));
    }

    private static List<Flow> flows() {
        return IntStream.range(0, FLOWS)
                .mapToObj(i -> new Flow(Plans.MAP, 10, i))
                .toList();
    }

    private void call() {
        if (++calls == failing) {
            throw new IllegalStateException("planted");
        }
    }

    private InstalledTransform failing(InstalledTransform installed) {
        Transform transform = installed.transform() instanceof CipherTransform cipher
                ? new Cipher(cipher)
                : installed.transform() instanceof PrfTransform prf ? new Prf(prf) : installed.transform();
        return new InstalledTransform(
                installed.description(), transform, installed.state(), installed.verdict(), installed.usage());
    }

    private final class Prf implements PrfTransform {
        private final PrfTransform original;

        Prf(PrfTransform original) {
            this.original = original;
        }

        @Override
        public PrfSpec spec() {
            return original.spec();
        }

        @Override
        public byte[] hash(byte[] input) {
            call();
            return original.hash(input);
        }

        @Override
        public byte[] prf(byte[] key, byte[] input) {
            call();
            return original.prf(key, input);
        }

        @Override
        public List<KnownAnswer> knownAnswers() {
            return original.knownAnswers();
        }
    }

    private final class Cipher implements CipherTransform {
        private final CipherTransform original;

        Cipher(CipherTransform original) {
            this.original = original;
        }

        @Override
        public CipherSpec spec() {
            return original.spec();
        }

        @Override
        public Sealer sealer(byte[] key) throws InvalidKeyException {
            call();
            return original.sealer(key);
        }

        @Override
        public Opener opener(byte[] key) throws InvalidKeyException {
            call();
            return original.opener(key);
        }

        @Override
        public List<KnownAnswer> knownAnswers() {
            return original.knownAnswers();
        }
    }
}
