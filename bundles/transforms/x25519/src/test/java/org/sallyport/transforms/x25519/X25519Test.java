// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.x25519;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.contracts.KeyExchangeContract;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeTransform;

final class X25519Test implements KeyExchangeContract {
    @Override
    public KeyExchangeTransform transform() {
        return new X25519();
    }

    /** The points of small order of the curve: each makes the secret zero, whatever our key is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void aPointOfSmallOrderIsRefused(String point) {
        byte[] value = HexFormat.of().parseHex(point);
        assertThatThrownBy(() -> transform().respond(value, KeyExchangeContract.random(25_519)))
                .isInstanceOf(InvalidPeerValueException.class);
    }
}
