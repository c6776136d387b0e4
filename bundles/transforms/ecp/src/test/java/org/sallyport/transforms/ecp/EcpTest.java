// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.ecp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sallyport.contracts.KeyExchangeContract;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeTransform;

final class EcpTest {
    @Nested
    final class OfEcp256 implements KeyExchangeContract {
        @Override
        public KeyExchangeTransform transform() {
            return new Ecp256();
        }
    }

    @Nested
    final class OfEcp384 implements KeyExchangeContract {
        @Override
        public KeyExchangeTransform transform() {
            return new Ecp384();
        }
    }

    @Nested
    final class OfEcp521 implements KeyExchangeContract {
        @Override
        public KeyExchangeTransform transform() {
            return new Ecp521();
        }
    }

    /** An attack that learns a key from answers to points of another curve needs a responder that takes them. */
    @Test
    void aPointBesideTheCurveIsRefused() {
        for (KeyExchangeTransform group : List.of(new Ecp256(), new Ecp384(), new Ecp521())) {
            byte[] value = group.initiate(KeyExchangeContract.random(5903)).publicValue();
            value[value.length - 1] ^= 1;
            assertThatThrownBy(() -> group.respond(value, KeyExchangeContract.random(1)))
                    .isInstanceOf(InvalidPeerValueException.class)
                    .hasMessageContaining("no point of group");
            assertThatThrownBy(() -> group.respond(new byte[value.length], KeyExchangeContract.random(1)))
                    .isInstanceOf(InvalidPeerValueException.class);
        }
    }
}
