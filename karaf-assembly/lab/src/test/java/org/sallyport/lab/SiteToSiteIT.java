// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real traffic through real appliances, for every transform set of the demonstration. */
final class SiteToSiteIT {
    @BeforeEach
    void rootOnly() {
        Archive.needsRoot();
    }

    @Test
    void everyTransformSetProtectsTheFlowBetweenTwoNetworks() {
        assertThat(Demo.show(Archive.PATH, "sets")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pfs", "mesh", "two-peers", "hot-swap"})
    void demonstrationsOfIkeAreAsTheyShouldBe(String what) {
        assertThat(Demo.show(Archive.PATH, what)).isTrue();
    }
}
