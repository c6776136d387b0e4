// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.lab.bench.Figure.Quantity;

/** What arrived in a run of iperf3, and how many segments its sender had to send again; 0 of datagrams. */
record Transferred(long bytes, double seconds, long again) {
    private static final int DATAGRAM = Hosts.DATAGRAM_BYTES;
    private static final int LARGEST_SEGMENT = 1460;
    private static final Pattern RECEIVED = Pattern.compile("\"sum_received\":\\s*\\{([^}]*)}");
    private static final Pattern SENT = Pattern.compile("\"sum_sent\":\\s*\\{([^}]*)}");
    private static final Pattern AGAIN = Pattern.compile("\"retransmits\":\\s*(\\d+)");
    private static final Pattern SECONDS = Pattern.compile("\"seconds\":\\s*([0-9.]+)");
    private static final Pattern BYTES = Pattern.compile("\"bytes\":\\s*(\\d+)");

    /** Reads what {@code iperf3 -J} printed. @throws IllegalStateException if it did not work */
    static Transferred of(String json) {
        Matcher received = RECEIVED.matcher(json);
        if (!received.find()) {
            throw new IllegalStateException("iperf3 received nothing: "
                    + json.lines()
                            .filter(line -> line.contains("\"error\""))
                            .findFirst()
                            .orElse(json)
                            .strip());
        }
        var transferred = new Transferred(
                Long.parseLong(value(BYTES, received.group(1))),
                Double.parseDouble(value(SECONDS, received.group(1))),
                again(json));
        if (transferred.bytes == 0 || transferred.seconds == 0) {
            throw new IllegalStateException("iperf3 received nothing");
        }
        return transferred;
    }

    /** Of the whole run: intervals have such a figure of their own. */
    private static long again(String json) {
        Matcher sent = SENT.matcher(json);
        Matcher number = AGAIN.matcher(sent.find() ? sent.group(1) : "");
        return number.find() ? Long.parseLong(number.group(1)) : 0;
    }

    private static String value(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("iperf3 printed no " + pattern.pattern());
        }
        return matcher.group(1);
    }

    Measurement asStream() {
        return new Measurement(
                bytes / LARGEST_SEGMENT, bytes / 1e9, Map.of(Quantity.RATE, bytes * 8.0 / 1e6 / seconds));
    }

    Measurement asPackets() {
        long datagrams = bytes / DATAGRAM;
        return new Measurement(datagrams, bytes / 1e9, Map.of(Quantity.PACKETS, datagrams / seconds));
    }
}
