// SPDX-License-Identifier: Apache-2.0
package org.sallyport.signatures;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where Felix keeps the bytes it takes classes from: {@code bundle7/version0.1/bundle.jar}, the newest of a bundle last. */
final class Store {
    private static final Pattern VERSION = Pattern.compile("version(\\d+)\\.(\\d+)");
    private static final String REFERENCE = "reference:";

    private final Path root;

    Store(Path root) {
        this.root = root;
    }

    /**
     * The jar of a bundle; empty if it is nowhere.
     *
     * @param location where it came from; one that is only referred to is used where it is
     */
    Optional<Path> jar(long bundle, String location) throws IOException {
        if (location.startsWith(REFERENCE)) {
            return Optional.of(Path.of(URI.create(location.substring(REFERENCE.length()))));
        }
        Path folder = root.resolve("bundle" + bundle);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var versions = Files.list(folder)) {
            return versions.filter(version ->
                            VERSION.matcher(version.getFileName().toString()).matches())
                    .max(Comparator.comparingLong(Store::age))
                    .map(version -> version.resolve("bundle.jar"))
                    .filter(Files::isRegularFile);
        }
    }

    private static long age(Path version) {
        Matcher numbers = VERSION.matcher(version.getFileName().toString());
        return numbers.matches()
                ? (Long.parseLong(numbers.group(1)) << Integer.SIZE) + Long.parseLong(numbers.group(2))
                : -1;
    }
}
