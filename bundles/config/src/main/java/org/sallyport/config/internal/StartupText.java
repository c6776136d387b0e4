// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.config.Product;

/**
 * The text of a stored configuration:
 *
 * <pre>
 * : Saved
 * :
 * Sallyport Version 0.1.0
 * hostname edge
 * Cryptochecksum:0123456789abcdef0123456789abcdef
 * : end
 * </pre>
 *
 * The checksum is the MD5 of the lines between, as the PIX printed one; it finds damage, not forgery.
 */
final class StartupText {
    private static final String SAVED = ": Saved";
    private static final String END = ": end";
    private static final String CHECKSUM = "Cryptochecksum:";
    private static final String VERSION = " Version ";
    private static final int HEADER_LINES = 3;
    private static final int GROUP = 8;

    private StartupText() {}

    /** What a file holds. */
    record Content(List<String> lines, Optional<String> damage) {}

    /**
     * The whole text.
     *
     * @param lines what stands in the middle
     * @param checksum of the lines with their secrets in clear
     */
    static List<String> write(List<String> lines, String checksum, boolean saved) {
        var text = new ArrayList<String>();
        if (saved) {
            text.add(SAVED);
        }
        text.add(":");
        text.add(Product.HEADER);
        text.addAll(lines);
        text.add(CHECKSUM + checksum);
        text.add(END);
        return text;
    }

    /**
     * Reads a text. One that begins with our header must be whole; one of another hand is taken as it is. Lines that are not part
     * of the configuration are blanked, so that the numbers of the others stay right.
     */
    static Content read(List<String> text) {
        var lines = new ArrayList<String>();
        for (var line : text) {
            boolean frame = line.startsWith(":") || line.startsWith(CHECKSUM) || version(line);
            lines.add(frame ? "" : line);
        }
        if (!text.isEmpty() && text.get(0).strip().equals(SAVED) && !foreign(text)) {
            return new Content(lines, damage(text));
        }
        return lines.stream().allMatch(String::isBlank)
                ? new Content(lines, Optional.of("it is empty"))
                : new Content(lines, Optional.empty());
    }

    private static boolean version(String line) {
        return line.startsWith(Product.NAME + VERSION) || line.startsWith("PIX" + VERSION);
    }

    /** Whether a PIX wrote it: its checksum is of another kind. */
    private static boolean foreign(List<String> text) {
        return text.size() >= HEADER_LINES && text.get(HEADER_LINES - 1).startsWith("PIX" + VERSION);
    }

    private static Optional<String> damage(List<String> text) {
        int end = text.size() - 1;
        while (end > 0 && text.get(end).isBlank()) {
            end--;
        }
        if (end <= HEADER_LINES
                || !text.get(end).strip().equals(END)
                || !text.get(end - 1).startsWith(CHECKSUM)) {
            return Optional.of("its end is missing");
        }
        var stated = text.get(end - 1).substring(CHECKSUM.length()).strip().toLowerCase(Locale.ROOT);
        return stated.equals(checksum(text.subList(HEADER_LINES, end - 1)))
                ? Optional.empty()
                : Optional.of("its checksum does not fit its lines");
    }

    /** 32 hexadecimal digits. */
    static String checksum(List<String> lines) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            for (var line : lines) {
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** As {@code write memory} prints it: four groups. */
    static String grouped(String checksum) {
        var groups = new ArrayList<String>();
        for (int i = 0; i < checksum.length(); i += GROUP) {
            groups.add(checksum.substring(i, i + GROUP));
        }
        return "Cryptochecksum: " + String.join(" ", groups);
    }
}
