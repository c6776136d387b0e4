// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Judgement;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.config.TokenType;
import org.sallyport.ipsec.Severity;

/** The settings {@code logging …}. */
final class LoggingCommands {
    private static final int ORDER = 350;
    private static final int MAX_HOSTS = 16;
    private static final int SYSLOG_PORT = 514;
    private static final String LEVELS =
            Arrays.stream(Severity.values()).map(Severity::word).collect(Collectors.joining("|", "{", "|<level:0-7>}"));

    static final Setting ON = Setting.of("logging on")
            .help("Messages about what happens", "Send them to where they are wanted")
            .order(ORDER);

    static final Setting TIMESTAMP = Setting.of("logging timestamp")
            .help("Messages about what happens", "Begin each with date and time, in UTC")
            .order(ORDER)
            .rank(1);

    static final Setting LEVEL = Setting.of("logging {console|monitor|buffered|trap} " + LEVELS)
            .help(
                    "Messages about what happens",
                    "Where: the log of the process, sessions, the buffer, syslog servers",
                    "What: those at least that grave; 0 is emergencies, 7 is debugging")
            .order(ORDER)
            .rank(2)
            .key("logging {console|monitor|buffered|trap}")
            .written(LoggingCommands::levelInWords)
            .onEntry(LoggingCommands::enterLevel);

    static final Setting FACILITY = Setting.of("logging facility <facility:16-23>")
            .help(
                    "Messages about what happens",
                    "Facility towards syslog servers",
                    "16 is local0, 20 is used unless set")
            .order(ORDER)
            .rank(3)
            .key("logging facility");

    static final Setting HOST = Setting.of(
                    "logging host {<ip:ip> [<port:syslog-port>]|<if:name> <ip:ip> [<port:syslog-port>]}")
            .help(
                    "Messages about what happens",
                    "A syslog server",
                    "Its address, behind which interface if you like, and udp/ and its port unless that is 514")
            .order(ORDER)
            .rank(4)
            .written(LoggingCommands::withoutUsualPort)
            .onEntry(LoggingCommands::enterHost);

    /** What becomes of one number: {@code disable} is how {@code no logging message} is kept. */
    static final Setting MESSAGE = Setting.of("logging message <number:1-999999> [{level " + LEVELS + "|disable}]")
            .help("Messages about what happens", "One message", "Its number", "How grave it is, or never to be said")
            .order(ORDER)
            .rank(5)
            .key("logging message <number>")
            .written(LoggingCommands::levelInWords)
            .onEntry(LoggingCommands::enterMessage);

    static final Setting NO_MESSAGE = Setting.of("no logging message <number:1-999999>")
            .help("Undo", "Messages about what happens", "One message", "Its number")
            .order(ORDER)
            .onEntry((before, line) -> Change.none().put("logging message " + line.word("number") + " disable"));

    /** The word {@code udp/514}. */
    static final TokenType PORT = new TokenType() {
        @Override
        public String name() {
            return "syslog-port";
        }

        @Override
        public Judgement judge(String word) {
            int slash = word.indexOf('/');
            String protocol = slash < 0 ? "" : word.substring(0, slash);
            if (protocol.equals("tcp") || protocol.equals("6")) {
                return new Judgement.Invalid("syslog over TCP is not implemented: udp/" + SYSLOG_PORT);
            }
            boolean valid = (protocol.equals("udp") || protocol.equals("17"))
                    && word.substring(slash + 1).matches("[1-9]\\d{0,4}")
                    && Integer.parseInt(word.substring(slash + 1)) <= 0xFFFF;
            return valid
                    ? new Judgement.Valid("udp/" + word.substring(slash + 1))
                    : new Judgement.Invalid("\"" + word + "\" is not a port: udp/1 to udp/65535");
        }
    };

    private LoggingCommands() {}

    static List<Command> settings() {
        return List.of(ON, TIMESTAMP, LEVEL, FACILITY, HOST, MESSAGE, NO_MESSAGE);
    }

    /** The severity that a line names, in words or as a number. */
    static Optional<Severity> severity(Line line) {
        return line.arguments()
                .find("level")
                .map(number -> Severity.values()[Integer.parseInt(number)])
                .or(() -> Arrays.stream(Severity.values())
                        .filter(severity -> line.has(severity.word()))
                        .findFirst());
    }

    private static String levelInWords(Line line) {
        Optional<String> number = line.arguments().find("level");
        return number.isEmpty()
                ? line.text()
                : line.text().substring(0, line.text().lastIndexOf(' ') + 1)
                        + severity(line).orElseThrow().word();
    }

    private static String withoutUsualPort(Line line) {
        String usual = " udp/" + SYSLOG_PORT;
        return line.text().endsWith(usual)
                ? line.text().substring(0, line.text().length() - usual.length())
                : line.text();
    }

    /** The server that a line names. */
    static Settings.Host host(Line line) {
        int bits = line.arguments().ipv4("ip");
        int port = line.arguments()
                .find("port")
                .map(word -> Integer.parseInt(word.substring(word.indexOf('/') + 1)))
                .orElse(SYSLOG_PORT);
        byte[] octets = {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
        try {
            return new Settings.Host(
                    line.text().substring("logging host ".length()),
                    new InetSocketAddress(InetAddress.getByAddress(octets), port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }

    private static Change enterLevel(Configuration before, Line line) {
        Change change = Change.of(line);
        return line.has(Destination.MONITOR.word())
                ? change.warn("logging monitor is kept, but sessions cannot ask for messages yet: use logging buffered")
                : change;
    }

    private static Change enterHost(Configuration before, Line line) {
        Optional<String> name = line.arguments().find("if");
        boolean named = name.isEmpty()
                || before.under("nameif").stream()
                        .anyMatch(other -> other.arguments().find("if").equals(name));
        if (!named) {
            return Change.refused("interface name \"" + name.get() + "\" not defined");
        }
        return before.lines(HOST).size() >= MAX_HOSTS
                        && before.under(line.text()).isEmpty()
                ? Change.refused("at most " + MAX_HOSTS + " syslog servers are allowed")
                : Change.of(line);
    }

    /** Without more words it takes back what was said about the number. */
    private static Change enterMessage(Configuration before, Line line) {
        return line.has("disable") || severity(line).isPresent()
                ? Change.of(line)
                : Change.none()
                        .remove(before.lines(MESSAGE).stream()
                                .filter(other -> other.number("number") == line.number("number"))
                                .toList());
    }
}
