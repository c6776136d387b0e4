// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./sallyport new-transform} makes is a project that builds, and whose vectors pass. */
@Timeout(300)
final class NewTransformIT {
    private static final Duration BUILD = Duration.ofMinutes(2);

    @Test
    void itBuildsAgainstTheApiAloneAndItsVectorsPass(@TempDir Path folder) throws IOException {
        Path project = folder.resolve("tidal");

        Command.of(Signer.launcher(), "new-transform", "tidal-cbc", project.toString())
                .within(BUILD)
                .succeed();
        Command.of("mvn", "-q", "-f", project.resolve("pom.xml").toString(), "package")
                .within(BUILD)
                .succeed();

        assertThat(project.resolve("src/main/java/com/example/tidalcbc/TidalCbc.java"))
                .content()
                .contains("name = \"tidal-cbc\"", "\"esp-tidal-cbc\"", "isakmp = {\"tidal-cbc\"", "esp = 249")
                .doesNotContain("\"esp-camellia", "camellia-cbc");
        assertThat(Files.readString(
                        project.resolve("target/surefire-reports/TEST-com.example.tidalcbc.TidalCbcTest.xml")))
                .containsPattern("<testsuite [^>]*tests=\"[1-9]")
                .contains("errors=\"0\"", "failures=\"0\"", "skipped=\"0\"");
        try (var jar = new JarFile(
                project.resolve("target/com.example.tidalcbc-1.0.0.jar").toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Import-Package"))
                    .contains("org.sallyport.transform;")
                    .doesNotContain("org.sallyport.runtime");
        }
    }

    @Test
    void aNameThatNoTransformCanHaveIsRefusedBeforeAnythingIsMade(@TempDir Path folder) {
        Command.Output output = Command.of(
                        Signer.launcher(),
                        "new-transform",
                        "Tidal CBC",
                        folder.resolve("x").toString())
                .run();

        assertThat(output.exit()).isNotZero();
        assertThat(output.text()).contains("a transform is named like");
        assertThat(folder.resolve("x")).doesNotExist();
    }
}
