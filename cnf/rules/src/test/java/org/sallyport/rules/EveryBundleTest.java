// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds every rule against every bundle of the tree. */
final class EveryBundleTest {
    private final House house = House.read(Path.of(System.getProperty("sallyport.root")));

    EveryBundleTest() throws IOException {}

    @Test
    void thereAreBundlesToLookAt() {
        assertThat(house.bundles()).extracting(Bundle::path).contains("packet", "runtime", "transform");
    }

    @TestFactory
    Stream<DynamicNode> keepsTheRule() {
        return Rules.ALL.stream()
                .map(rule -> dynamicContainer(
                        rule.says(),
                        house.bundles().stream()
                                .map(bundle -> dynamicTest(
                                        bundle.path(),
                                        () -> assertThat(rule.violations(bundle, house))
                                                .as("bundle %s: %s", bundle.path(), rule.says())
                                                .isEmpty()))));
    }
}
