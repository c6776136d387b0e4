// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ah;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;

/** Scapy in a process of its own: an AH implementation that shares nothing with ours. */
final class ScapyPeer implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();
    private static final String PYTHON = "/usr/bin/python3"; // Debian's: the one its packages are for

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream requests;

    ScapyPeer() throws IOException {
        Path script = Path.of(System.getProperty("basedir", "."), "src/test/python/scapy_peer.py");
        process = new ProcessBuilder(PYTHON, "-W", "ignore", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        assertThat(answers.readLine())
                .as("%s with Debian's packages python3-scapy and python3-cryptography", PYTHON)
                .isEqualTo("ready");
    }

    /** What Scapy found in a packet. */
    record Opened(long sequence, byte[] clear) {}

    /** Has Scapy seal a packet. */
    byte[] seal(Suite suite, long sequence, byte[] clear) throws IOException {
        return HEX.parseHex(ask(suite, "seal " + sequence + " " + HEX.formatHex(clear)));
    }

    /** Has Scapy check and open a packet. */
    Opened open(Suite suite, byte[] outer) throws IOException {
        return opened(ask(suite, "open - " + HEX.formatHex(outer)));
    }

    /** The same, where the high half of the sequence number is covered and does not travel. */
    Opened open(Suite suite, long high, byte[] outer) throws IOException {
        return opened(ask(suite, "open " + high + " " + HEX.formatHex(outer)));
    }

    /** Has Scapy open AH, and ESP within it. */
    byte[] openNested(Suite suite, byte[] outer) throws IOException {
        return HEX.parseHex(ask(suite, "nested " + HEX.formatHex(suite.cipherKey()) + " " + HEX.formatHex(outer)));
    }

    private static Opened opened(String answer) {
        String[] words = answer.split(" ", -1);
        return new Opened(Long.parseLong(words[0]), HEX.parseHex(words[1]));
    }

    private String ask(Suite suite, String request) throws IOException {
        requests.printf(
                "%s %s %d %s %s%n",
                suite.hash().scapy(),
                HEX.formatHex(suite.hash().key()),
                Suite.SPI,
                suite.mode().name().toLowerCase(Locale.ROOT),
                request);
        String answer = answers.readLine();
        assertThat(answer).as("%s: %s", suite, request).isNotNull().doesNotStartWith("!");
        return answer;
    }

    @Override
    public void close() {
        requests.close();
        process.destroy();
    }
}
