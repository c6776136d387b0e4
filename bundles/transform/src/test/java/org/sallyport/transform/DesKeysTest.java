// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DesKeysTest {
    private static final String STRONG = "0123456789abcdef23456789abcdef01456789abcdef0123";

    /** Often enough for C2 to compile the check: the compiled one must answer as the interpreted one does. */
    @Test
    void aStrongKeyStaysStrongHoweverOftenItIsAskedFor() {
        byte[] keys = HexFormat.of().parseHex(STRONG);
        int single = 0;
        int triple = 0;
        for (int i = 0; i < 200_000; i++) {
            triple += DesKeys.tripleWeakness(keys).isPresent() ? 1 : 0;
            single += DesKeys.weakness(keys).isPresent() ? 1 : 0;
        }
        assertThat(triple).as("of triple DES").isZero();
        assertThat(single).as("of DES").isZero();
    }

    @Test
    void partsThatDifferInParityOnlyAreEqual() {
        byte[] keys = HexFormat.of().parseHex("0123456789abcdef0022446688aaccee456789abcdef0123");

        assertThat(DesKeys.tripleWeakness(keys))
                .hasValueSatisfying(why -> assertThat(why).contains("two equal parts"));
        assertThat(DesKeys.tripleWeakness(
                        HexFormat.of().parseHex("01234567" + "89abcdef" + "fe01fe01fe01fe01" + "456789abcdef0123")))
                .hasValueSatisfying(why -> assertThat(why).contains("contains a weak DES key"));
    }
}
