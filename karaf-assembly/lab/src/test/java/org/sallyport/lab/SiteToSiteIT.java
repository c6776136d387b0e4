// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real traffic through real appliances, for every transform set of the demonstration. */
final class SiteToSiteIT {
    @BeforeEach
    void rootOnly() {
        Archive.needsRoot();
    }

    @Test
    void everyTransformSetProtectsTheFlowBetweenTwoNetworks() {
        assertThat(new Demo().siteToSite(Archive.PATH, Demo.SETS)).isTrue();
    }
}
