// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;

/** The built appliance, and what the tests note about it. */
final class Archive {
    static final Path ROOT = Path.of(System.getProperty("sallyport.root"));
    static final Path PATH = ROOT.resolve("karaf-assembly/distribution/target/sallyport.tar.gz");

    private Archive() {}

    /** Leaves a test out, visibly, if it was asked to leave out what needs root; without root it then fails by itself. */
    static void needsRoot() {
        Assumptions.assumeFalse(Boolean.getBoolean("sallyport.noRoot"), "left out: needs root");
    }

    /** Notes a measured figure; the launcher prints them. */
    static void figure(String line) throws IOException {
        Files.writeString(
                Path.of("target/figures.txt"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
