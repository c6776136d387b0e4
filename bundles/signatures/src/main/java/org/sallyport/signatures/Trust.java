// SPDX-License-Identifier: Apache-2.0
package org.sallyport.signatures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * The certificates that an administrator trusts: those in the {@code .pem} files of a folder. Each stands for its key alone:
 * it is trusted as long as its file is there, whoever issued it.
 */
final class Trust {
    private static final Pattern SIGNATURE =
            Pattern.compile("(?i)META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");
    private static final int CHUNK = 1 << 14;

    private final List<Certificate> certificates;

    private Trust(List<Certificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    /** What a folder holds now; nothing if there is none. @throws IOException with the name of a file that is no certificate */
    static Trust in(Path folder) throws IOException {
        var found = new ArrayList<Certificate>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*.pem")) {
                for (Path file : files) {
                    try (InputStream in = Files.newInputStream(file)) {
                        found.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
                    } catch (CertificateException e) {
                        throw new IOException(file + " holds no certificate", e);
                    }
                }
            }
        }
        return new Trust(found);
    }

    int size() {
        return certificates.size();
    }

    /** Why a jar must not be used: the first entry that nobody trusted has signed, or that was changed since; empty if it may. */
    Optional<String> objection(Path jar) {
        var buffer = new byte[CHUNK];
        boolean signed = false;
        try (var file = new JarFile(jar.toFile(), true)) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.isDirectory() || SIGNATURE.matcher(entry.getName()).matches()) {
                    continue;
                }
                try (InputStream in = file.getInputStream(entry)) {
                    while (in.read(buffer) >= 0) { // signers are known once all of it was read
                    }
                }
                Optional<String> objection = objection(entry);
                if (objection.isPresent()) {
                    return objection;
                }
                signed = true;
            }
            return signed ? Optional.empty() : Optional.of("there is nothing in it that could be signed");
        } catch (SecurityException | IOException e) {
            return Optional.of("its signature does not hold: " + e.getMessage());
        }
    }

    private Optional<String> objection(JarEntry entry) {
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) {
            return Optional.of(entry.getName() + " is not signed");
        }
        var others = new ArrayList<String>();
        for (CodeSigner signer : signers) {
            Certificate certificate =
                    signer.getSignerCertPath().getCertificates().get(0);
            if (certificates.contains(certificate)) {
                return Optional.empty();
            }
            others.add(((X509Certificate) certificate).getSubjectX500Principal().getName());
        }
        Collections.sort(others);
        return Optional.of(
                entry.getName() + " is signed by " + String.join(" and ", others) + ", whom nobody here trusts");
    }
}
