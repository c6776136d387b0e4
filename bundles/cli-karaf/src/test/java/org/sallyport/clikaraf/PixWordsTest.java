// SPDX-License-Identifier: Apache-2.0
package org.sallyport.clikaraf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.config.Candidate;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Mode;
import org.sallyport.config.Person;
import org.sallyport.config.Reply;
import org.sallyport.config.Setting;
import org.sallyport.config.Shell;
import org.sallyport.config.ShellSession;

/** The words in Karaf's own shell, without the rest of Karaf. */
class PixWordsTest {
    private static final CommandSet ROUTES =
            CommandSet.of(Setting.of("route <if:name> <net:ip>"), Setting.of("hostname <name:name>"));
    private static final CommandSet CRYPTO =
            CommandSet.of(Setting.of("crypto map <map:name>"), Setting.of("clear <x:name>"));

    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final SessionFactoryImpl factory = new SessionFactoryImpl(threadIo);
    private final Recorder shell = new Recorder();
    private final PixWords words = new PixWords(factory.getRegistry(), shell);
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        threadIo.start();
        words.add(ROUTES);
    }

    @AfterEach
    void stop() {
        words.close();
        threadIo.stop();
    }

    @Test
    void wordsComeAndGoWithTheirBundles() {
        assertThat(names()).containsExactlyInAnyOrder("hostname", "no", "route");
        words.add(CRYPTO);
        assertThat(names()).containsExactlyInAnyOrder("crypto", "hostname", "no", "route");
        words.remove(ROUTES);
        assertThat(names()).containsExactlyInAnyOrder("crypto", "no");
        words.close();
        assertThat(names()).isEmpty();
    }

    @Test
    void aLineTypedInKarafIsOneConfigurationLine() throws Exception {
        session().execute("pix:route outside 10.0.0.0");
        session().execute("pix:no route -v 007");
        assertThat(shell.lines)
                .containsExactly("CONFIGURATION route outside 10.0.0.0", "CONFIGURATION no route -v 007");
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("done: route outside 10.0.0.0");
    }

    @Test
    void aRefusedLineFailsTheCommand() {
        assertThatThrownBy(() -> session().execute("pix:route wrong")).isInstanceOf(LineRefused.class);
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("ERROR: no");
    }

    @Test
    void aLineWithASecretIsRefusedWithAPointerToTheConsole() {
        assertThatThrownBy(() -> session().execute("pix:route secret 0123"))
                .isInstanceOf(LineRefused.class)
                .hasMessageContaining("pix:cli")
                .hasMessageNotContaining("0123");
        assertThat(shell.lines).isEmpty();
    }

    @Test
    void theConsoleNeedsATerminal() {
        factory.getRegistry().register(new PixCli((terminal, login) -> shell.lines.add("opened")));
        assertThatThrownBy(() -> session().execute("pix:cli")).hasMessageContaining("needs a terminal");
        assertThat(shell.lines).isEmpty();
    }

    private Session session() {
        var printer = new PrintStream(screen, true, StandardCharsets.UTF_8);
        return factory.create(new ByteArrayInputStream(new byte[0]), printer, printer);
    }

    private List<String> names() {
        return factory.getRegistry().getCommands().stream()
                .filter(command -> command.getScope().equals("pix"))
                .map(Command::getName)
                .toList();
    }

    /** A shell that writes down what it gets. */
    private static final class Recorder implements Shell {
        final List<String> lines = new ArrayList<>();

        @Override
        public ShellSession open(Login login, Person person) {
            return open(login);
        }

        @Override
        public ShellSession open(Login login) {
            return new ShellSession() {
                @Override
                public List<String> banner() {
                    return List.of();
                }

                @Override
                public Reply line(String raw) {
                    lines.add(login.mode() + " " + raw);
                    return raw.contains("wrong") ? Reply.error("no") : Reply.of("done: " + raw);
                }

                @Override
                public String prompt() {
                    return "";
                }

                @Override
                public Mode mode() {
                    return login.mode();
                }

                @Override
                public List<Candidate> complete(String buffer, int cursor) {
                    return List.of();
                }

                @Override
                public List<String> help(String buffer) {
                    return List.of();
                }

                @Override
                public boolean carriesSecret(String raw) {
                    return raw.contains("secret");
                }

                @Override
                public boolean closed() {
                    return false;
                }

                @Override
                public void close() {}
            };
        }
    }
}
