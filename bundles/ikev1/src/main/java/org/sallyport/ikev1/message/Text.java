// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.nio.charset.StandardCharsets;

/** A peer's text, made safe for logs and consoles. */
public final class Text {
    /** Longer than any host name (RFC 1035, 2.3.4: 255 octets). */
    public static final int LONGEST = 256;

    private Text() {}

    /**
     * The bytes as text, if all of them are visible ASCII and no character that a shell, a log or a configuration line
     * gives a meaning; or else in hexadecimal digits, and cut at {@link #LONGEST} characters.
     */
    public static String printable(Bytes bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (!plain(bytes.at(i))) {
                return cut(
                        "0x" + bytes.slice(0, Math.min(bytes.length(), LONGEST)).hex());
            }
        }
        return cut(new String(bytes.toArray(), StandardCharsets.US_ASCII));
    }

    private static boolean plain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._@+=/:,".indexOf(c) >= 0;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
