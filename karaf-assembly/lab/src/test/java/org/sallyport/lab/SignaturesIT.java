// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is dropped into {@code deploy}, and must not run: it is refused in words, and nobody else notices. */
@Timeout(240)
final class SignaturesIT {
    private static final String NAME = "com.example.camellia-1.0.0.jar";
    private static final Path UNSIGNED =
            Archive.ROOT.resolve("examples/transform-camellia-cbc/target").resolve(NAME);

    private static Laboratory lab;
    private static Appliance gateway;
    private static Signer trusted;
    private static Signer stranger;

    private List<String> others = List.of();

    @BeforeAll
    static void start() throws IOException {
        Archive.needsRoot();
        assertThat(UNSIGNED).as("built by -Pexamples").exists();
        lab = Laboratory.open(Archive.PATH);
        gateway = lab.a;
        trusted = new Signer(lab.folder.resolve("trusted"));
        stranger = new Signer(lab.folder.resolve("stranger"));
        trusted.sign(UNSIGNED, "first.jar"); // makes the key
        trusted.trustedBy(gateway);
        gateway.start();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @AfterEach
    void takeAway() throws IOException {
        Files.deleteIfExists(gateway.home().resolve("deploy").resolve(NAME));
        // Not by bundle:list, which fails over a bundle that is just going.
        await("no guest", () -> !gateway.show("show signatures").contains("example"));
        assertThat(bundles()).as("everybody else, untouched").isEqualTo(others);
    }

    @Test
    void aJarThatNobodySignedStaysOut() throws IOException {
        refused(copy(UNSIGNED), "com.example.camellia.CamelliaCbc.xml is not signed");
    }

    @Test
    void aJarThatAStrangerSignedStaysOut() throws IOException {
        refused(stranger.sign(UNSIGNED, NAME), "whom nobody here trusts");
    }

    @Test
    void aJarThatWasChangedAfterItWasSignedStaysOut() throws IOException {
        Path jar = trusted.sign(UNSIGNED, NAME);
        change(jar, "com/example/camellia/CamelliaCbc.class", bytes -> {
            bytes[bytes.length - 1] ^= 1;
            return bytes;
        });

        refused(jar, "its signature does not hold");
    }

    @Test
    void aJarThatGotAClassMoreAfterItWasSignedStaysOut() throws IOException {
        Path jar = trusted.sign(UNSIGNED, NAME);
        change(jar, "com/example/camellia/Guest.class", bytes -> new byte[] {1});

        refused(jar, "Guest.class is not signed");
    }

    @Test
    void aJarForAnotherVersionOfTheApiStaysOut() throws IOException {
        Path jar = copy(UNSIGNED);
        change(
                jar,
                "META-INF/MANIFEST.MF",
                bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("\r\n ", "")
                        .replaceAll(
                                "org.sallyport.transform;version=\"[^\"]*\"",
                                "org.sallyport.transform;version=\"[9,10)\"")
                        .replaceAll("(?m)^(.{70})(.+)\r$", "$1\r\n $2\r")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));

        drop(trusted.sign(jar, NAME));
        awaitLog("org.sallyport.transform)(version>=9");
        assertThat(gateway.show("show signatures"))
                .contains("com.example.camellia")
                .contains(": trusted");
        assertThat(gateway.show("show crypto transforms")).doesNotContain("camellia");
    }

    @Test
    void halfAJarStaysOut() throws IOException {
        byte[] whole = Files.readAllBytes(trusted.sign(UNSIGNED, NAME));
        Path half = Files.write(lab.folder.resolve(NAME), Arrays.copyOf(whole, whole.length / 2));

        drop(half);
        awaitLog(NAME);
        assertThat(gateway.show("show crypto transforms")).doesNotContain("camellia");
    }

    @Test
    void whatIsNoBundleStaysOut() throws IOException {
        Path text = Files.writeString(lab.folder.resolve(NAME), "not a jar\n");

        drop(text);
        awaitLog(NAME);
        assertThat(gateway.show("show crypto transforms")).doesNotContain("camellia");
    }

    @Test
    void aSignedJarComesInInPlaceOfAnUnsignedOneAndIsNotReplacedByOne() throws IOException {
        refused(copy(UNSIGNED), "is not signed");

        Signer.deploy(gateway, trusted.sign(UNSIGNED, NAME));

        await("camellia-cbc", () -> gateway.show("show crypto transforms").contains("camellia-cbc"));
        assertThat(gateway.show("show signatures"))
                .contains("jars from deploy/ have to be signed by one of the 1 certificates in")
                .contains("com.example.camellia 1.0.0")
                .contains(": trusted");

        Signer.deploy(gateway, copy(UNSIGNED));

        await("the refusal", () -> gateway.show("show signatures").contains(" is not signed"));
        assertThat(gateway.show("show crypto transforms")).doesNotContain("camellia");
    }

    /** FileInstall would update the bundle of that name and version, which came with the appliance and needs no signature. */
    @Test
    void aJarThatTakesTheNameOfADeliveredBundleStaysOutAndTheDeliveredOneNoticesNothing() throws IOException {
        Path jar = copy(gateway.bundle("org.sallyport.transforms.aes-cbc"));
        change(jar, "Guest.class", bytes -> new byte[] {1});

        drop(jar);
        awaitLog("name and version are not unique: org.sallyport.transforms.aes-cbc");
        assertThat(gateway.log())
                .contains("Failed to install artifact: "
                        + gateway.home().resolve("deploy").resolve(NAME))
                .doesNotContain("Updating this bundle instead");
        assertThat(gateway.show("show crypto transforms")).contains("aes-cbc");
    }

    /** FileInstall would take it for the configuration of another folder that it is to watch. */
    @Test
    void whatConfiguresTheWatcherOfAnotherFolderIsNotLookedAt() throws IOException {
        Path folder = Files.createDirectories(lab.folder.resolve("other"));
        Path configuration = Files.writeString(
                gateway.home().resolve("deploy/org.apache.felix.fileinstall-other.cfg"),
                "felix.fileinstall.dir = " + folder + "\n");

        refused(copy(UNSIGNED), " is not signed");
        String configured = gateway.karaf("config:list");
        Files.delete(configuration);

        assertThat(configured).contains("fileinstall-deploy").doesNotContain("fileinstall-other");
    }

    @Test
    void aHardenedApplianceStartsOnceAllItsJarsAreSignedAndResolvesNoOther()
            throws IOException, GeneralSecurityException {
        Appliance hardened = lab.b.property("sallyport.signatures", "all");
        trusted.signAll(hardened.home().resolve("system"));
        trusted.trustedBy(hardened);
        others = bundles();

        Archive.figure("a start with every jar verified: " + hardened.start().toMillis() + " ms");

        hardened.karaf("bundle:install " + UNSIGNED.toUri());
        hardened.karaf("bundle:resolve com.example.camellia");
        assertThat(hardened.show("show signatures").lines().filter(line -> line.contains(": refused, ")))
                .singleElement()
                .asString()
                .contains("com.example.camellia 1.0.0", " is not signed");
        assertThat(hardened.show("show signatures").lines().filter(line -> line.endsWith(": trusted")))
                .hasSizeGreaterThan(50);
    }

    private void refused(Path jar, String why) throws IOException {
        drop(jar);
        await(why, () -> gateway.show("show signatures").contains(why));
        assertThat(gateway.show("show signatures"))
                .contains("com.example.camellia 1.0.0")
                .contains(": refused, ");
        assertThat(gateway.show("show crypto transforms")).doesNotContain("camellia");
        awaitLog(why);
    }

    private void drop(Path jar) throws IOException {
        others = bundles();
        Signer.deploy(gateway, jar);
    }

    private static Path copy(Path jar) throws IOException {
        return Files.copy(jar, lab.folder.resolve(NAME), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Changes one entry of a jar, behind its signer's back. */
    private static void change(Path jar, String entry, java.util.function.UnaryOperator<byte[]> change)
            throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path path = files.getPath(entry);
            Files.write(path, change.apply(Files.exists(path) ? Files.readAllBytes(path) : new byte[0]));
        }
    }

    /** Identifier, state and time of the last change of every bundle that is not a guest. */
    private static List<String> bundles() {
        return gateway.karaf("bundle:list -t 0 -s --no-format")
                .lines()
                .filter(line -> line.matches("\\s*\\d+\\t.*"))
                .toList();
    }

    private static void awaitLog(String text) {
        await(text + " in the log", () -> gateway.log().contains(text));
    }

    private static void await(String what, java.util.function.BooleanSupplier happened) {
        for (int i = 0; i < 100; i++) {
            if (happened.getAsBoolean()) {
                return;
            }
            Appliance.pause(200);
        }
        throw new IllegalStateException("never came: " + what + "\n" + gateway.show("show signatures") + gateway.log());
    }
}
