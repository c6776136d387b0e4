// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.corretto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.sallyport.contracts.CipherContract;
import org.sallyport.contracts.IntegrityContract;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class CorrettoTest {
    /** The same keywords and numbers as the JDK's: whoever serves, nothing else changes. */
    @Test
    void theySayOfThemselvesWhatThoseOfTheJdkSay() {
        Map<Transform, Transform> ours = Map.of(
                new AesCbc(), new org.sallyport.transforms.aescbc.AesCbc(),
                new AesGcm(), new org.sallyport.transforms.aesgcm.AesGcm(),
                new HmacSha1(), new org.sallyport.transforms.hmacsha1.HmacSha1(),
                new HmacSha256(), new org.sallyport.transforms.hmacsha2.HmacSha256(),
                new HmacSha384(), new org.sallyport.transforms.hmacsha2.HmacSha384(),
                new HmacSha512(), new org.sallyport.transforms.hmacsha2.HmacSha512());

        ours.forEach(
                (one, other) -> assertThat(TransformDescription.of(one)).isEqualTo(TransformDescription.of(other)));
    }

    @Nested
    final class OfAesCbc implements CipherContract {
        @Override
        public CipherTransform transform() {
            return new AesCbc();
        }
    }

    @Nested
    final class OfAesGcm implements CipherContract {
        @Override
        public CipherTransform transform() {
            return new AesGcm();
        }
    }

    @Nested
    final class OfHmacSha1 implements IntegrityContract {
        @Override
        public IntegrityTransform transform() {
            return new HmacSha1();
        }
    }

    @Nested
    final class OfHmacSha256 implements IntegrityContract {
        @Override
        public IntegrityTransform transform() {
            return new HmacSha256();
        }
    }

    @Nested
    final class OfHmacSha384 implements IntegrityContract {
        @Override
        public IntegrityTransform transform() {
            return new HmacSha384();
        }
    }

    @Nested
    final class OfHmacSha512 implements IntegrityContract {
        @Override
        public IntegrityTransform transform() {
            return new HmacSha512();
        }
    }
}
