// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.sallyport.ipsec.Severity;

/** The form of a message: a PIX's, which is what RFC 3164 calls the content. */
final class Wire {
    private static final int MAX_BYTES =
            1_024; // RFC 3164, 4.1: "The total length of the packet MUST be 1024 bytes or less."
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM dd yyyy HH:mm:ss: ", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Wire() {}

    /** For example {@code %PIX-4-402101: decaps: …}, with the time in front or without. */
    static String line(Entry entry, boolean timestamp) {
        return (timestamp ? TIME.format(entry.time()) : "") + "%PIX-"
                + entry.severity().ordinal() + "-" + entry.number() + ": " + entry.text();
    }

    /** A line for a server, with its priority in front. */
    static byte[] datagram(Severity severity, int facility, String line) {
        byte[] bytes = ("<" + (facility * 8 + severity.ordinal()) + ">" + line).getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_BYTES ? bytes : Arrays.copyOf(bytes, MAX_BYTES);
    }
}
