// SPDX-License-Identifier: Apache-2.0
package org.sallyport.signatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no signer; the laboratory tries what does. */
final class TrustTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAFolderNobodyIsTrusted() throws IOException {
        Trust trust = Trust.in(folder.resolve("missing"));

        assertThat(trust.size()).isZero();
        assertThat(trust.objection(jar("a/B.class"))).contains("a/B.class is not signed");
    }

    @Test
    void aFileThatIsNoCertificateIsNamedAndNothingIsTrustedBesideIt() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");

        assertThatThrownBy(() -> Trust.in(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString());
    }

    /** Only the files of signatures themselves go unsigned, and only where they belong. */
    @Test
    void whatOnlyLooksLikeASignatureIsNotOne() throws IOException {
        Trust trust = Trust.in(folder);

        assertThat(trust.objection(jar("META-INF/services/x.RSA"))).contains("META-INF/services/x.RSA is not signed");
        assertThat(trust.objection(jar("x.RSA"))).contains("x.RSA is not signed");
    }

    @Test
    void aManifestAloneIsNotTrusted() throws IOException {
        assertThat(Trust.in(folder).objection(jar("META-INF/MANIFEST.MF")))
                .get()
                .asString()
                .startsWith("there is nothing");
    }

    @Test
    void whatIsNoJarIsNotTrusted() throws IOException {
        Path text = Files.writeString(folder.resolve("x.jar"), "not a jar");

        assertThat(Trust.in(folder).objection(text)).get().asString().startsWith("its signature does not hold: ");
    }

    private Path jar(String entry) throws IOException {
        Path jar = folder.resolve("x.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(entry));
            out.write(1);
        }
        return jar;
    }
}
