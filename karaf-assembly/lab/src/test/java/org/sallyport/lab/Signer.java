// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** Somebody who signs jars, by {@code ./sallyport sign}, with a key of its own. */
final class Signer {
    private final Path folder;

    /** @param folder where its key will be */
    Signer(Path folder) {
        this.folder = folder;
    }

    /** A signed copy of a jar. */
    Path sign(Path jar, String name) throws IOException {
        Path copy = Files.createDirectories(folder).resolve(name);
        Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        Command.of("env", "SALLYPORT_SIGNER=" + folder.resolve("signer"), launcher(), "sign", copy.toString())
                .succeed();
        return copy;
    }

    /** Signs every jar below a folder, where it is: what the launcher does, without a process for each. */
    void signAll(Path top) throws IOException, GeneralSecurityException {
        char[] password =
                Files.readString(folder.resolve("signer/password")).strip().toCharArray();
        KeyStore keys = KeyStore.getInstance(folder.resolve("signer/key.p12").toFile(), password);
        var key = (KeyStore.PrivateKeyEntry) keys.getEntry("signer", new KeyStore.PasswordProtection(password));
        JarSigner signer = new JarSigner.Builder(key).build();
        try (var files = Files.walk(top)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Path signed = jar.resolveSibling("signed");
                try (var in = new ZipFile(jar.toFile());
                        OutputStream out = Files.newOutputStream(signed)) {
                    signer.sign(in, out);
                }
                Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    static String launcher() {
        return Archive.ROOT.resolve("sallyport").toString();
    }

    /** Makes an appliance trust its certificate. */
    void trustedBy(Appliance appliance) throws IOException {
        Path trusted = Files.createDirectories(appliance.home().resolve("etc/trusted"));
        Files.copy(
                folder.resolve("signer/signer.pem"), trusted.resolve("lab.pem"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Drops a jar into an appliance's deploy folder, whole from the first moment on. */
    static Path deploy(Appliance appliance, Path jar) throws IOException {
        Path deployed = appliance.home().resolve("deploy").resolve(jar.getFileName());
        Path fresh = deployed.resolveSibling(".new");
        Files.copy(jar, fresh, StandardCopyOption.REPLACE_EXISTING);
        return Files.move(fresh, deployed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
