// SPDX-License-Identifier: Apache-2.0
package org.sallyport.signatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ScopeTest {
    private static final DeployFolder DEPLOY = new DeployFolder("/opt/harbor/deploy/");

    @Test
    void whatIsDroppedIntoTheFolderIsIncludedHoweverItIsWrapped() {
        for (String location : new String[] {
            "file:/opt/harbor/deploy/a.jar",
            "wrap:file:/opt/harbor/deploy/a.jar$x=y",
            "file:/opt/harbor/deploy/sub/a.jar"
        }) {
            assertThat(Scope.DEPLOY.includes(location, DEPLOY)).isTrue();
            assertThat(Scope.ALL.includes(location, DEPLOY)).isTrue();
            assertThat(Scope.NONE.includes(location, DEPLOY)).isFalse();
        }
    }

    @Test
    void whatTheApplianceCameWithIsIncludedOnlyWhereEverythingIs() {
        String own = "mvn:org.sallyport/org.sallyport.esp/1";

        assertThat(Scope.DEPLOY.includes(own, DEPLOY)).isFalse();
        assertThat(Scope.ALL.includes(own, DEPLOY)).isTrue();
    }

    @Test
    void aSettingIsReadInEitherCaseAndAnUnknownOneIsNone() {
        assertThat(Scope.of(" Deploy ")).isEqualTo(Scope.DEPLOY);
        assertThatThrownBy(() -> Scope.of("depoly")).isInstanceOf(IllegalArgumentException.class);
    }
}
