// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
 * : bound crypto map interface outside
 * := hostname edge
 * : boundchecksum:0123456789abcdef0123456789abcdef
 * : end
 * </pre>
 *
 * The checksum is the MD5 of the lines between, as the PIX printed one; it finds damage, not forgery. What follows it are the
 * bindings whose lines are others than those above: comments to everybody else.
 */
final class StartupText {
    private static final String SAVED = ": Saved";
    private static final String ERASED = ": Erased";
    private static final String END = ": end";
    private static final String CHECKSUM = "Cryptochecksum:";
    private static final String VERSION = " Version ";
    private static final String BOUND = ": bound ";
    private static final String BOUND_LINE = ":= ";
    private static final String BOUND_CHECKSUM = ": boundchecksum:";
    private static final int HEADER_LINES = 3;
    private static final int GROUP = 8;

    private StartupText() {}

    /**
     * What is stored.
     *
     * @param lines of the configuration, secrets in clear
     * @param bound the lines of bindings that have others than the configuration, by name
     */
    record Body(List<String> lines, Map<String, List<String>> bound) {
        boolean isEmpty() {
            return lines.isEmpty() && bound.isEmpty();
        }

        /** Of the lines: what a PIX printed. */
        String checksum() {
            return StartupText.checksum(lines);
        }

        /** Of the lines and of what is bound otherwise: different whenever anything would be lost. */
        String fingerprint() {
            return checksum() + StartupText.checksum(bindings(bound));
        }
    }

    /**
     * What a file holds.
     *
     * @param bound the lines of bindings that have others than the configuration, by name
     */
    record Content(List<String> lines, Map<String, List<String>> bound, Optional<String> damage) {}

    /**
     * The whole text.
     *
     * @param lines what stands in the middle
     * @param checksum of the lines with their secrets in clear
     * @param bound the lines of bindings that have others, by name
     */
    static List<String> write(List<String> lines, String checksum, boolean saved, Map<String, List<String>> bound) {
        var text = new ArrayList<String>();
        if (saved) {
            text.add(SAVED);
        }
        text.add(":");
        text.add(Product.HEADER);
        text.addAll(lines);
        text.add(CHECKSUM + checksum);
        text.addAll(bindings(bound));
        text.add(END);
        return text;
    }

    private static List<String> bindings(Map<String, List<String>> bound) {
        var text = new ArrayList<String>();
        for (var binding : new TreeMap<>(bound).entrySet()) {
            text.add(BOUND + binding.getKey());
            binding.getValue().forEach(line -> text.add(BOUND_LINE + line));
        }
        if (!text.isEmpty()) {
            text.add(BOUND_CHECKSUM + checksum(text));
        }
        return text;
    }

    /**
     * Reads a text. One that has our frame, or a part of it, must be whole; one of another hand is taken as it is.
     * Lines that are not part of the configuration are blanked, so that the numbers of the others stay right.
     */
    static Content read(List<String> text) {
        var lines = new ArrayList<String>();
        for (var line : text) {
            boolean frame = line.startsWith(":") || line.startsWith(CHECKSUM) || version(line);
            lines.add(frame ? "" : line);
        }
        if (!text.isEmpty() && text.get(0).strip().equals(SAVED) && !foreign(text)) {
            var damage = damage(text);
            return new Content(lines, damage.isPresent() ? Map.of() : bound(text), damage);
        }
        return new Content(lines, Map.of(), strangeness(text, lines));
    }

    /** What stands in the place of a configuration that was erased. */
    static List<String> erased() {
        return List.of(ERASED);
    }

    static boolean isErased(List<String> text) {
        return text.equals(erased());
    }

    /** Why a text without our header cannot be one of another hand. */
    private static Optional<String> strangeness(List<String> text, List<String> lines) {
        boolean checked = text.stream().anyMatch(line -> line.startsWith(CHECKSUM));
        if (checked && !foreign(text)) {
            return Optional.of("its beginning is missing");
        }
        return lines.stream().allMatch(String::isBlank) ? Optional.of("it is empty") : Optional.empty();
    }

    /** The bindings of a text that is whole. */
    private static Map<String, List<String>> bound(List<String> text) {
        var bound = new TreeMap<String, List<String>>();
        var lines = new ArrayList<String>();
        for (var line : text.subList(checksumLine(text), text.size())) {
            if (line.startsWith(BOUND)) {
                lines = new ArrayList<>();
                bound.put(line.substring(BOUND.length()), lines);
            } else if (line.startsWith(BOUND_LINE)) {
                lines.add(line.substring(BOUND_LINE.length()));
            }
        }
        return bound;
    }

    /** Where the checksum of the configuration stands; 0 if nowhere. */
    private static int checksumLine(List<String> text) {
        int at = text.size() - 1;
        while (at > 0 && !text.get(at).startsWith(CHECKSUM)) {
            at--;
        }
        return Math.max(at, 0);
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
        int middle = checksumLine(text);
        if (middle < HEADER_LINES || !text.get(end).strip().equals(END)) {
            return Optional.of("its end is missing");
        }
        if (!fits(text.get(middle), CHECKSUM, text.subList(HEADER_LINES, middle))) {
            return Optional.of("its checksum does not fit its lines");
        }
        boolean noBindings = end == middle + 1;
        return noBindings || fits(text.get(end - 1), BOUND_CHECKSUM, text.subList(middle + 1, end - 1))
                ? Optional.empty()
                : Optional.of("the checksum of its bindings does not fit them");
    }

    private static boolean fits(String line, String word, List<String> lines) {
        return line.startsWith(word)
                && line.substring(word.length())
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .equals(checksum(lines));
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
