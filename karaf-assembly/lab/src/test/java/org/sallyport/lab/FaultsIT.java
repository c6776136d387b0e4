// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a jar or the transform in it is said, and costs nobody else anything. */
@Timeout(300)
final class FaultsIT {
    private static final String AES = Stage.TRANSFORMS + "aes-cbc";

    private static Stage stage;

    @BeforeAll
    static void start() {
        Archive.needsRoot();
        stage = Stage.open(
                Archive.PATH,
                List.of("esp-aes esp-sha-hmac", "esp-3des esp-sha-hmac"),
                "encryption 3des",
                "hash sha",
                "group 2");
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    /** The line of the transform that a guest brought. */
    private static String line(String state) {
        return stage.lab
                .a
                .show("show crypto transforms")
                .lines()
                .filter(line -> line.contains(state))
                .findFirst()
                .orElse("no transform is " + state);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    WRONG_ANSWER     | wrong answer to planted
                    OTHER_KEY_SIZES  | its property transform.keyBits says [128, 192, 256], its spec [128]
                    OTHER_NUMBER     | its property transform.esp says 249, that of
                    OTHERS_KEYWORD   | it claims the keyword esp-3des, which is that of 3des-cbc
                    OTHERS_NUMBER    | it claims the number 12 of ESP, which is that of aes-cbc
                    OTHERS_KIND      | its property transform.kind says INTEGRITY, its spec ENCRYPTION
                    HANGS_IN_ANSWERS | its known answers took longer than 5000 ms
                    """)
    void aTransformThatIsNotWhatItSaysIsRefusedAndTheTunnelGoesOn(String fault, String why) {
        Stage.Both traffic = stage.send(200);
        List<String> spis = stage.spis();
        String name = "lab.aes-" + fault.toLowerCase(Locale.ROOT).replace('_', '-');
        stage.mark(name);

        stage.bringFaultyAes(fault);
        assertThat(line(" failed ")).contains(why);
        assertThat(stage.lab.a.show("show logging")).contains("%PIX-3-402301").contains(why);
        stage.lab.a.karaf("bundle:uninstall " + name);

        assertThat(traffic.stop().lost()).isZero();
        assertThat(stage.spis()).isEqualTo(spis);
        assertThat(stage.changes()).isEqualTo("none");
        assertThat(line(" failed ")).startsWith("no transform");
    }

    @ParameterizedTest
    @CsvSource({
        "THROWS_WHEN_OPENED, no context, 100",
        "THROWS_IN_PACKETS, no packet, 100",
        "HANGS_IN_PACKETS, it did not return within 2000 ms, 1200"
    })
    void aProviderThatFailsInUseIsSetAsideAndTheOneBelowItGoesOn(String fault, String why, int cost)
            throws IOException {
        Stage.Both traffic = stage.send(200);
        List<String> spis = stage.spis();

        String name = stage.bringFaultyAes(fault);
        Stage.await("quarantine", () -> line(" quarantined ").contains("it failed in use"));
        assertThat(line(" quarantined ")).contains(why);
        assertThat(stage.lab.a.show("show logging"))
                .contains("is quarantined: it failed in use")
                .contains(why);
        Appliance.pause(1_000);
        Traffic.Outcome outcome = traffic.stop();
        stage.lab.a.karaf("bundle:uninstall " + name);

        Archive.figure(
                "a provider that " + fault + ": " + outcome.lost() + " of " + outcome.sent() + " datagrams lost");
        assertThat(outcome.lost()).isLessThan(cost);
        assertThat(stage.spis()).isEqualTo(spis);
        assertThat(stage.clear()).isZero();
    }

    @Test
    void whenNoneIsLeftBelowItTheTunnelMovesToWhatIsLeft() {
        String name = stage.bringFaultyAes("THROWS_IN_PACKETS");
        stage.lab.a.karaf("bundle:uninstall " + AES);
        try {
            stage.up();
            assertThat(stage.lab.a.show("show crypto ipsec sa")).contains("esp-3des esp-sha-hmac");
            assertThat(stage.clear()).isZero();
        } finally {
            stage.lab.a.karaf("bundle:uninstall " + name);
            stage.bring(stage.lab.a.bundle(AES), AES);
        }
        stage.lab.a.show("clear crypto sa");
        stage.up();
        assertThat(stage.lab.a.show("show crypto ipsec sa")).contains("esp-aes esp-sha-hmac");
    }

    @Test
    void whatIsNoBundleForThisApplianceIsNotInstalledAndNothingElseIsTouched() throws IOException {
        Path deploy = stage.lab.a.home().resolve("deploy");
        byte[] whole = Files.readAllBytes(Guests.bouncyAes(stage.lab.folder));
        Path other = Guests.ofAnotherApi(stage.lab.folder);
        stage.mark("lab.other-api");
        Stage.Both traffic = stage.send(200);

        put(deploy.resolve("text.jar"), "This is no bundle.\n".getBytes(StandardCharsets.UTF_8));
        put(deploy.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
        put(deploy.resolve("other.jar"), Files.readAllBytes(other));
        Stage.await("a word about the other API", () -> complains("other.jar"));

        assertThat(stage.lab.a.karaf("bundle:list -t 0 -s --no-format"))
                .doesNotContain("lab.aes")
                .containsPattern("Installed.*lab.other-api");
        assertThat(traffic.stop().lost()).isZero();
        for (String file : List.of("text.jar", "half.jar", "other.jar")) {
            Files.delete(deploy.resolve(file));
        }
        assertThat(stage.changes()).isEqualTo("none");
    }

    private static void put(Path file, byte[] content) throws IOException {
        Path fresh = Files.write(stage.lab.folder.resolve(file.getFileName() + ".new"), content);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean complains(String file) {
        return stage.lab
                .a
                .read("data/log/karaf.log")
                .lines()
                .anyMatch(line -> line.contains(file) && (line.contains(" WARN ") || line.contains(" ERROR ")));
    }
}
