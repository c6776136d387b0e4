// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a JVM of the tests loads, in a folder that everybody may read; gone when closed. Who has no capability may not be able to
 * enter the tree.
 */
final class Copies implements AutoCloseable {
    private final Path folder;
    private final String classPath;

    private Copies(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
    }

    /** @param classPath and the folder of a native library */
    static Copies of(String classPath, Path library) {
        try {
            Path folder = Files.createTempDirectory("copies");
            List<String> copied = new ArrayList<>();
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
                    String copy = folder.resolve(
                                    copied.size() + "-" + Path.of(entry).getFileName())
                            .toString();
                    Namespaces.run("cp", "-r", entry, copy);
                    copied.add(copy);
                }
            }
            Namespaces.run(
                    "cp", "-r", library.toString(), folder.resolve("library").toString());
            Namespaces.run("chmod", "-R", "a+rX", folder.toString());
            return new Copies(folder, String.join(File.pathSeparator, copied));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Words that run others where the copies are, with their class path. */
    List<String> runner() {
        return List.of("env", "-C", folder.toString(), "CLASSPATH=" + classPath);
    }

    String library() {
        return folder.resolve("library").toString();
    }

    @Override
    public void close() {
        Namespaces.run("rm", "-rf", folder.toString());
    }
}
