// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The measure of the whole design: a transform is one folder with a pom of a dozen lines, classes under 120 lines, a
 * package-info and a test that is the contract.
 */
final class TransformsAreSmallTest {
    private static final int LINES_OF_A_POM = 12;
    private static final int LINES_OF_A_CLASS = 120;
    private static final Pattern COMPONENT = Pattern.compile("@Component\\b");

    private final Path root = Path.of(System.getProperty("sallyport.root"));

    @TestFactory
    Stream<DynamicTest> ofTheTree() throws IOException {
        List<Path> folders = below(root.resolve("bundles/transforms"), "bnd.bnd")
                .map(Path::getParent)
                .toList();
        assertThat(folders).hasSizeGreaterThan(10);
        return Stream.concat(folders.stream(), Stream.of(root.resolve("examples/transform-camellia-cbc")))
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> isSmall(folder)));
    }

    private static void isSmall(Path folder) throws IOException {
        String pom = Files.readString(folder.resolve("pom.xml"));
        assertThat(pom.replaceAll("(?s)  <dependencies>.*</dependencies>\\n", "")
                        .lines())
                .as("lines of the pom, apart from libraries of its own")
                .hasSizeLessThanOrEqualTo(LINES_OF_A_POM);
        List<Path> classes = below(folder.resolve("src/main"), ".java").toList();
        assertThat(classes).anyMatch(file -> file.endsWith("package-info.java"));
        for (Path file : classes) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThan(LINES_OF_A_CLASS);
        }
        assertThat(classes)
                .filteredOn(file -> COMPONENT.matcher(text(file)).find())
                .as("ask for no configuration: the framework would remember every bundle that left")
                .allMatch(file -> holds(file, "ConfigurationPolicy.IGNORE"));
        assertThat(classes).as("services").anyMatch(file -> holds(file, "@TransformService("));
        assertThat(below(folder.resolve("src/test"), ".java"))
                .as("tests that are the contract")
                .anyMatch(file -> holds(file, "import org.sallyport.contracts."));
    }

    private static boolean holds(Path file, String text) {
        return text(file).contains(text);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> below(Path folder, String end) throws IOException {
        try (var files = Files.walk(folder)) {
            return files
                    .filter(file -> !file.toString().contains("/target/")
                            && file.toString().endsWith(end))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
