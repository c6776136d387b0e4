// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.config.Mode;
import org.sallyport.config.Shell.Login;
import org.sallyport.config.ShellSession;

class SessionTest {
    private static final Login PERSON = new Login("admin", Mode.UNPRIVILEGED);

    @TempDir
    private Path folder;

    /** A golden file is a screen: lines that begin with a prompt were typed, the others were printed. */
    @ParameterizedTest
    @ValueSource(strings = {"modes", "paste", "memory", "help"})
    void theScreenIsAsRecorded(String name) throws IOException, URISyntaxException {
        var resource = SessionTest.class.getResource("/sessions/" + name + ".txt");
        var golden = Files.readAllLines(Path.of(resource.toURI()));
        var rig = new Rig(folder);
        var session = rig.shell.open(PERSON, question -> Optional.of("y"));
        var screen = new ArrayList<>(session.banner());
        for (var line : golden) {
            var prompt = line.replaceFirst("^([A-Za-z0-9-]+(?:\\(config\\))?[>#] ?).*", "$1");
            if (!prompt.equals(line) || line.matches("[A-Za-z0-9-]+(\\(config\\))?[>#]")) {
                var typed = line.substring(prompt.length());
                screen.add((session.prompt() + typed).stripTrailing());
                screen.addAll(session.line(typed).lines());
            }
        }
        assertThat(screen).isEqualTo(golden);
    }

    @Test
    void aScriptGoesOnAfterAnErrorAndSaysThatOneFailed() throws IOException {
        var rig = new Rig(folder);
        var output = new ByteArrayOutputStream();
        var session = rig.shell.open(new Login("script", Mode.PRIVILEGED));
        boolean good = run(
                session,
                "configure terminal\nhostname a b\nhostname edge\r\n\u0000\u0001\n" + "x".repeat(10_240)
                        + "\naccess-list 1 permit ip any any",
                output);
        assertThat(good).isFalse();
        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "ERROR: unexpected word \"b\"",
                        "Usage:  [no] hostname <name>",
                        "ERROR: character 0x00 in column 1 is not printable ASCII",
                        "ERROR: line has 10240 characters, at most 4096 are allowed");
        assertThat(rig.store.current().lines()).hasToString("[hostname edge, access-list 1 permit ip any any]");
    }

    @Test
    void aScriptEndsWhenItLeavesTheModeItBeganIn() throws IOException {
        var rig = new Rig(folder);
        var session = rig.shell.open(new Login("script", Mode.PRIVILEGED));
        assertThat(run(session, "conf t\nexit\nexit\nnonsense\n", new ByteArrayOutputStream()))
                .isTrue();
        assertThat(session.closed()).isTrue();
    }

    @Test
    void aScriptMayLeaveTheConfigurationAsAPersonDoes() throws IOException {
        var rig = new Rig(folder);
        var session = rig.shell.open(new Login("script", Mode.PRIVILEGED));
        assertThat(run(session, "conf t\nhostname edge\n\u001a\n\u001a\n", new ByteArrayOutputStream()))
                .isTrue();
        assertThat(session.prompt()).isEqualTo("edge# ");
        assertThat(session.closed()).isFalse();
    }

    @Test
    void erasingAsksAPersonButNoScript() {
        var rig = new Rig(folder);
        var questions = new ArrayList<String>();
        var person = rig.shell.open(new Login("admin", Mode.PRIVILEGED), question -> {
            questions.add(question);
            return Optional.of("no");
        });
        person.line("write memory");
        assertThat(person.line("write erase").lines()).containsExactly("Erase cancelled.");
        assertThat(questions).containsExactly("Erase configuration in flash memory? [confirm]");
        assertThat(rig.shell
                        .open(new Login("script", Mode.PRIVILEGED))
                        .line("write erase")
                        .lines())
                .containsExactly("[OK]");
    }

    @Test
    void versionHasTheShapesThatScriptsLookFor() {
        var rig = new Rig(folder);
        rig.nanos.set(183_600_000_000_000L);
        var lines = rig.shell.open(PERSON).line("show version").lines();
        assertThat(lines).first().asString().matches("Sallyport Version \\d+\\.\\d+\\.\\d+");
        assertThat(lines)
                .contains(
                        "pixfirewall up 2 days 3 hours",
                        "Startup configuration: none",
                        "Configuration: 0 lines, 0 inactive")
                .anyMatch(line -> line.startsWith("Hardware:   "))
                .anyMatch(line -> line.startsWith("Java:       "));
    }

    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        var pom = Files.readString(Path.of(System.getProperty("sallyport.root"), "pom.xml"));
        assertThat(pom).contains("<version>" + org.sallyport.config.Product.VERSION);
    }

    @Test
    void durationsAreSaidInTheirTwoLargestUnits() {
        assertThat(ShowVersion.duration(61)).isEqualTo("1 min 1 sec");
        assertThat(ShowVersion.duration(7_260)).isEqualTo("2 hours 1 min");
        assertThat(ShowVersion.duration(90_000)).isEqualTo("1 day 1 hour");
    }

    @Test
    void aDamagedStartupConfigurationIsSaidAtEachLogin() throws IOException {
        Files.writeString(folder.resolve("startup-config.pix"), ": Saved\n:\nSallyport Version 0.1.0\nhostname x\n");
        var rig = new Rig(folder);
        rig.startup.load();
        assertThat(rig.shell.open(PERSON).banner().get(1))
                .startsWith("WARNING: Startup configuration: REFUSED, nothing of it is applied: its end is missing");
        assertThat(rig.shell.open(PERSON).line("show version").lines())
                .anyMatch(line -> line.startsWith("Startup configuration: REFUSED"));
    }

    private static boolean run(ShellSession session, String lines, ByteArrayOutputStream output) throws IOException {
        var input = new ByteArrayInputStream(lines.getBytes(StandardCharsets.ISO_8859_1));
        return Script.run(session, input, new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @Test
    void namesOfTheUnitAreChecked() {
        var rig = new Rig(folder);
        var session = rig.shell.open(new Login("script", Mode.CONFIGURATION));
        assertThat(session.line("hostname under_score").lines())
                .containsExactly("ERROR: hostname \"under_score\" must have 1 to 16 letters, digits and inner hyphens");
        assertThat(session.line("hostname " + "x".repeat(17)).failed()).isTrue();
        assertThat(session.line("hostname -x").failed()).isTrue();
        assertThat(session.line("domain-name example..com").lines())
                .containsExactly("ERROR: \"example..com\" is not a domain name");
        assertThat(session.prompt()).isEqualTo("pixfirewall(config)# ");
        assertThat(session.line("domain-name example.com").lines()).isEqualTo(List.of());
    }
}
