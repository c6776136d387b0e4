// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUsage;

/** Transforms that do nothing, and what they are accused of. */
abstract class SaContextBench {
    final List<String> failures = new ArrayList<>();

    final InstalledTransform installed(Transform transform) {
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

    static TransformSnapshot with(InstalledTransform... installed) {
        return new TransformSnapshot(Stream.of(installed).toList());
    }

    static class Context implements CipherTransform.Sealer, CipherTransform.Opener {
        @Override
        public void seal(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {}

        @Override
        public boolean open(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
            return true;
        }

        @Override
        public void close() {}
    }

    static class FakeCipher implements CipherTransform {
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

    static class FakeMac implements IntegrityTransform {
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
