// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sallyport.config.Console;
import org.sallyport.config.Line;
import org.sallyport.config.Mode;
import org.sallyport.config.Reply;
import org.sallyport.config.internal.Store;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Severity;
import org.sallyport.runtime.Threads;

/** The bundle whole: lines typed at a console, and what a real server hears over UDP. */
final class SyslogTest {
    private static final MessageType WARNING = new MessageType(402101, Severity.WARNINGS);
    private static final MessageType DEBUG = new MessageType(702208, Severity.DEBUGGING);

    private final Store store = new Store();
    private final LoggingComponent logging =
            new LoggingComponent(Threads.system(), () -> 0, () -> Instant.parse("2001-03-29T15:34:55Z"));

    SyslogTest() {
        store.add((org.sallyport.config.ConfigurationListener) logging);
    }

    @AfterEach
    void stop() {
        logging.deactivate();
    }

    private void configure(String... lines) {
        for (String line : lines) {
            assertThat(type(line).failed()).as(line).isFalse();
        }
    }

    private Reply type(String line) {
        return store.execute(new Typist(), line);
    }

    private List<String> lines() {
        return store.current().lines().stream().map(Line::text).toList();
    }

    private void say(MessageType type, String text) {
        if (logging.admits(type)) {
            logging.say(type, text);
        }
    }

    private static DatagramSocket server() throws Exception {
        var server = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        server.setSoTimeout(10_000);
        return server;
    }

    private static String hear(DatagramSocket server) throws Exception {
        var packet = new DatagramPacket(new byte[2_048], 2_048);
        server.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Test
    void aServerHearsWhatItsLevelIncludes() throws Exception {
        try (var server = server()) {
            configure("logging on", "logging trap 4", "logging host 127.0.0.1 udp/" + server.getLocalPort());
            say(DEBUG, "too fine");
            say(WARNING, "first");
            assertThat(hear(server)).isEqualTo("<164>%PIX-4-402101: first");

            configure("logging timestamp", "logging facility 16"); // a message is written as it leaves
            say(WARNING, "second");
            assertThat(hear(server)).isEqualTo("<132>Mar 29 2001 15:34:55: %PIX-4-402101: second");
        }
    }

    @Test
    void aServerThatIsDeadHoldsNobodyUp() throws Exception {
        try (var server = server()) {
            int dead;
            try (var closed = server()) {
                dead = closed.getLocalPort();
            }
            configure("logging on", "logging trap debugging", "logging host 127.0.0.1 udp/" + dead);
            configure("logging host 127.0.0.1 udp/" + server.getLocalPort());
            say(WARNING, "one");
            say(WARNING, "two");

            assertThat(hear(server)).endsWith("one");
            assertThat(hear(server)).endsWith("two");
        }
    }

    @Test
    void aMessageMayBeSilencedOrGivenAnotherSeverity() throws Exception {
        try (var server = server()) {
            configure("logging on", "logging trap 4", "logging host 127.0.0.1 udp/" + server.getLocalPort());
            configure("no logging message 402101", "logging message 702208 level 3");
            say(WARNING, "silenced");
            say(DEBUG, "graver");
            assertThat(lines()).contains("logging message 402101 disable", "logging message 702208 level errors");
            assertThat(hear(server)).isEqualTo("<163>%PIX-3-702208: graver");

            configure("logging message 402101", "logging message 702208");
            say(DEBUG, "too fine again");
            say(WARNING, "heard again");
            assertThat(hear(server)).isEqualTo("<164>%PIX-4-402101: heard again");
            assertThat(lines()).noneMatch(line -> line.startsWith("logging message"));
        }
    }

    @Test
    void nobodyHearsAnythingUnlessLoggingIsOn() {
        configure("logging buffered debugging");
        assertThat(logging.admits(WARNING)).isFalse();
        configure("logging on");
        assertThat(logging.admits(WARNING)).isTrue();
        configure("no logging on");
        assertThat(logging.admits(WARNING)).isFalse();
    }

    @Test
    void linesAreWrittenInWordsAndRemovedByTheirBeginning() {
        configure(
                "logging trap 7",
                "logging buffered warnings",
                "logging trap informational",
                "logging host 10.0.0.5 17/514",
                "logging host 10.0.0.5 udp/5140");
        assertThat(lines())
                .containsExactly(
                        "logging trap informational",
                        "logging buffered warnings",
                        "logging host 10.0.0.5",
                        "logging host 10.0.0.5 udp/5140");

        configure("no logging trap", "no logging host 10.0.0.5");
        assertThat(lines()).containsExactly("logging buffered warnings", "logging host 10.0.0.5 udp/5140");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(type("logging host nowhere 10.0.0.5").lines())
                .containsExactly("ERROR: interface name \"nowhere\" not defined");
        assertThat(type("logging host 10.0.0.5 tcp/514").lines())
                .containsExactly("ERROR: syslog over TCP is not implemented: udp/514");
        assertThat(type("logging host 10.0.0.5 udp/70000").failed()).isTrue();
        assertThat(type("logging trap 8").failed()).isTrue();
        assertThat(type("logging facility 24").failed()).isTrue();
        assertThat(type("logging monitor debugging").lines().get(0)).startsWith("WARNING: logging monitor is kept");
        for (int i = 1; i < 17; i++) {
            assertThat(type("logging host 10.0.0." + i).failed()).isFalse();
        }
        assertThat(type("logging host 10.0.0.17").lines())
                .containsExactly("ERROR: at most 16 syslog servers are allowed");
    }

    @Test
    void theListingTellsWhereMessagesGoAndEndsWithTheBuffer() throws Exception {
        try (var server = server()) {
            configure("logging on", "logging buffered 4", "logging trap 4", "no logging message 111008");
            configure("logging host 127.0.0.1 udp/" + server.getLocalPort());
            for (int i = 0; i < Rate.BURST + 3; i++) {
                say(WARNING, "spi " + i);
            }
            for (int i = 0; i < Rate.BURST; i++) {
                hear(server);
            }

            List<String> shown = type("show logging").lines();
            assertThat(shown.subList(0, 12))
                    .containsExactly(
                            "Syslog logging: enabled",
                            "    Facility: 20",
                            "    Timestamp logging: disabled",
                            "    Console logging: disabled",
                            "    Monitor logging: disabled",
                            "    Buffer logging: level warnings, 20 messages logged",
                            "    Trap logging: level warnings, 20 messages logged",
                            "        Logging to 127.0.0.1 udp/" + server.getLocalPort(),
                            "    Message 111008: disabled",
                            "    Message 402101: 3 not logged, they came too often",
                            "%PIX-4-402101: spi 0",
                            "%PIX-4-402101: spi 1");
            assertThat(shown).hasSize(30);

            configure("clear logging");
            assertThat(type("show logging").lines()).hasSize(10);
        }
    }

    private static final class Typist implements Console {
        @Override
        public String user() {
            return "test";
        }

        @Override
        public Mode mode() {
            return Mode.CONFIGURATION;
        }

        @Override
        public void enter(Mode next) {}

        @Override
        public void leave() {}

        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public Optional<String> ask(String question) {
            return Optional.empty();
        }
    }
}
