// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacsha2;

import org.junit.jupiter.api.Nested;
import org.sallyport.contracts.PrfContract;
import org.sallyport.transform.PrfTransform;

final class PrfHmacSha2Test {
    @Nested
    final class OfPrfHmacSha256 implements PrfContract {
        @Override
        public int block() {
            return 64;
        }

        @Override
        public PrfTransform transform() {
            return new PrfHmacSha256();
        }
    }

    @Nested
    final class OfPrfHmacSha384 implements PrfContract {
        @Override
        public int block() {
            return 128;
        }

        @Override
        public PrfTransform transform() {
            return new PrfHmacSha384();
        }
    }

    @Nested
    final class OfPrfHmacSha512 implements PrfContract {
        @Override
        public int block() {
            return 128;
        }

        @Override
        public PrfTransform transform() {
            return new PrfHmacSha512();
        }
    }
}
