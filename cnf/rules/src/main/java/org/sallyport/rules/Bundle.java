// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;

/**
 * A built bundle.
 *
 * @param path its folder below {@code bundles}, with {@code /}
 * @param headers its manifest
 * @param classes its class files
 */
public record Bundle(String path, Map<String, String> headers, List<ClassFile> classes) {
    public static final String LAYER = "Sallyport-Layer";

    public Bundle {
        headers = Map.copyOf(headers);
        classes = List.copyOf(classes);
    }

    /** The bundle in a jar. */
    static Bundle read(String path, Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            var headers = new HashMap<String, String>();
            file.getManifest()
                    .getMainAttributes()
                    .forEach((name, value) -> headers.put(name.toString(), value.toString()));
            var classes = new ArrayList<ClassFile>();
            for (var entry : Collections.list(file.entries())) {
                if (entry.getName().endsWith(".class")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        classes.add(ClassFile.of(in.readAllBytes()));
                    }
                }
            }
            return new Bundle(path, headers, classes);
        } catch (IOException e) {
            throw new UncheckedIOException(jar.toString(), e);
        }
    }

    /** Its layer; -1 if it states none. */
    int layer() {
        String layer = headers.getOrDefault(LAYER, "");
        return layer.matches("[0-6]") ? Integer.parseInt(layer) : -1;
    }

    boolean isProvider() {
        return layer() >= 4;
    }

    Parameters header(String name) {
        return new Parameters(headers.getOrDefault(name, ""));
    }

    Set<String> imports() {
        return header("Import-Package").keySet();
    }

    Set<String> exports() {
        return header("Export-Package").keySet();
    }

    /** The packages that it has classes in. */
    Set<String> packages() {
        var packages = new TreeSet<String>();
        classes.forEach(file -> packages.add(file.packageName()));
        return packages;
    }
}
