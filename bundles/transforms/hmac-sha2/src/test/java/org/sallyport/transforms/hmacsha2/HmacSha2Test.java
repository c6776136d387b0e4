// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacsha2;

import org.junit.jupiter.api.Nested;
import org.sallyport.contracts.IntegrityContract;
import org.sallyport.transform.IntegrityTransform;

final class HmacSha2Test {
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
