// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes bundles that are put into an appliance: of the classes of package {@code guest}, or of the appliance's own bundles. */
public final class Guests {
    private static final String API = "org.sallyport.transform";
    private static final String IMPORTS =
            "org.osgi.framework,org.osgi.framework.dto,org.osgi.framework.wiring,org.osgi.dto,"
                    + "org.osgi.service.component.runtime,org.osgi.service.component.runtime.dto," + API;
    private static final String CRYPTO = "org.osgi.framework,org.bouncycastle.crypto,org.bouncycastle.crypto.engines,"
            + "org.bouncycastle.crypto.modes,org.bouncycastle.crypto.params," + API;
    private static final int RANKING = 10;

    private Guests() {}

    /** The bundle that tells what became of the others. */
    public static Path witness(Path folder) {
        return bundle(folder, "lab.witness", "Witness", IMPORTS, Map.of());
    }

    /** AES of another provider than the appliance's, ranked above it. */
    public static Path bouncyAes(Path folder) {
        return faultyAes(folder, "NONE");
    }

    /** The same with something wrong. @param fault as package {@code guest} names it */
    static Path faultyAes(Path folder, String fault) {
        String name = "lab.aes-" + fault.toLowerCase(Locale.ROOT).replace('_', '-');
        return bundle(folder, name, "Visitor", CRYPTO, Map.of("Lab-Fault", fault));
    }

    /** A bundle that would do for an appliance of another time. */
    static Path ofAnotherApi(Path folder) {
        return bundle(folder, "lab.other-api", "Visitor", CRYPTO + ";version=\"[9,10)\"", Map.of("Lab-Fault", "NONE"));
    }

    private static Path bundle(
            Path folder, String name, String activator, String imports, Map<String, String> headers) {
        var all = new TreeMap<>(headers);
        all.put("Bundle-SymbolicName", name);
        all.put("Bundle-Activator", Guests.class.getPackageName() + ".guest." + activator);
        all.put("Import-Package", imports);
        List<String> classes =
                activator.equals("Witness") ? List.of("Witness") : List.of("Visitor", "BouncyAes", "Fault");
        Path jar = folder.resolve(name + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest(all))) {
            for (String each : classes) {
                String entry = Guests.class.getPackageName().replace('.', '/') + "/guest/" + each + ".class";
                try (InputStream in = Guests.class.getResourceAsStream("/" + entry)) {
                    put(out, entry, in == null ? new byte[0] : in.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static Manifest manifest(Map<String, String> headers) {
        var manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        return manifest;
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    /** One of the appliance's own transform bundles a second time: under another name, ranked above the first. */
    public static Path second(Appliance appliance, String bundle) {
        Path own = appliance.bundle(bundle);
        Path jar = appliance.home().resolve("lab.second." + bundle + ".jar");
        try (var in = new JarInputStream(Files.newInputStream(own))) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", "lab.second." + bundle);
            try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    byte[] content = in.readAllBytes();
                    put(out, entry.getName(), entry.getName().startsWith("OSGI-INF/") ? ranked(content) : content);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static byte[] ranked(byte[] component) {
        return new String(component, StandardCharsets.UTF_8)
                .replaceFirst(
                        "<service",
                        "<property name=\"service.ranking\" type=\"Integer\" value=\"" + RANKING + "\"/><service")
                .getBytes(StandardCharsets.UTF_8);
    }
}
