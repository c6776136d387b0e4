// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All bundles. */
public record House(List<Bundle> bundles) {
    public House {
        bundles = List.copyOf(bundles);
    }

    /**
     * The bundles that were built in the tree: every folder with a {@code bnd.bnd} below {@code bundles}.
     *
     * @throws IllegalStateException if one of them was not built
     */
    public static House read(Path root) throws IOException {
        Path top = root.resolve("bundles");
        var bundles = new ArrayList<Bundle>();
        try (var files = Files.walk(top)) {
            for (Path folder : files.filter(folder -> Files.exists(folder.resolve("bnd.bnd")))
                    .sorted()
                    .toList()) {
                bundles.add(Bundle.read(top.relativize(folder).toString(), jar(folder)));
            }
        }
        return new House(bundles);
    }

    private static Path jar(Path folder) throws IOException {
        Path target = folder.resolve("target");
        if (Files.isDirectory(target)) {
            try (var jars = Files.newDirectoryStream(target, "org.sallyport.*.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            }
        }
        throw new IllegalStateException(
                folder + " has no built jar: list it in the root pom's modules, and build the whole tree");
    }

    /** Who exports a package. */
    Optional<Bundle> exporter(String packageName) {
        return bundles.stream()
                .filter(bundle -> bundle.exports().contains(packageName))
                .findFirst();
    }
}
