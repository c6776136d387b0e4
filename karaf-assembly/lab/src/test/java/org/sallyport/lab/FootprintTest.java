// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FootprintTest {
    private static final Footprint BEFORE = new Footprint(40_000, 60_000, 10_000, 80, 200, 400);

    @Test
    void whatHasGrownIsNamed() {
        var after = new Footprint(50_000, 60_000, 11_000, 80, 300, 401);

        assertThat(after.since(BEFORE).growth())
                .containsExactly(
                        "10000 kB of heap more", "1000 classes more", "100 open files more", "1 services more");
    }

    @Test
    void whatHasShrunkOrHardlyGrownIsNot() {
        assertThat(new Footprint(41_000, 59_000, 10_010, 81, 200, 400)
                        .since(BEFORE)
                        .growth())
                .isEmpty();
    }
}
