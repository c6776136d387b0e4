// SPDX-License-Identifier: Apache-2.0
package org.sallyport.esp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/** Scapy in a process of its own: an ESP implementation that shares nothing with ours. */
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
    record Opened(long sequence, byte[] padding, byte[] inner) {}

    /** Has Scapy seal an inner packet. */
    byte[] seal(TransformSet set, long sequence, byte[] inner) throws IOException {
        return octets(ask(set, "seal " + sequence + " " + digits(inner)));
    }

    /** Has Scapy check and open an outer packet. */
    Opened open(TransformSet set, byte[] outer) throws IOException {
        String[] words = ask(set, "open " + digits(outer)).split(" ", -1);
        return new Opened(Long.parseLong(words[0]), octets(words[1]), octets(words[2]));
    }

    private String ask(TransformSet set, String request) throws IOException {
        requests.printf(
                "%s %s %s %s %d %s%n",
                set.cipher().scapy(),
                digits(set.cipher().key()),
                set.authenticator().scapy(),
                digits(set.authenticator().key()),
                TransformSet.SPI,
                request);
        String answer = answers.readLine();
        assertThat(answer).as("%s: %s", set, request).isNotNull().doesNotStartWith("!");
        return answer;
    }

    private static String digits(byte[] bytes) {
        return bytes.length == 0 ? "-" : HEX.formatHex(bytes);
    }

    private static byte[] octets(String digits) {
        return digits.equals("-") ? new byte[0] : HEX.parseHex(digits);
    }

    @Override
    public void close() {
        requests.close();
        process.destroy();
    }
}
