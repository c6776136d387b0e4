// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.transform.ForeignWords;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUsage;

/** Judges the session keys of manual entries: their length by the transform, and weak ones. Never prints a key. */
final class SessionKeys {
    private final Supplier<TransformSnapshot> transforms;

    SessionKeys(Supplier<TransformSnapshot> transforms) {
        this.transforms = transforms;
    }

    /** A line {@code set session-key …}: refused if it cannot be right whatever else is configured. */
    Change enter(Configuration before, Line line) {
        return CryptoMaps.unlessExists(before, line).orElseGet(() -> {
            if (!CryptoMaps.isManual(before, line)) {
                return Change.refused(CryptoMaps.quoted(line)
                        + " is ipsec-isakmp; session keys are for ipsec-manual entries, IKE makes its own");
            }
            Optional<List<String>> keywords = keywords(before, line);
            Optional<String> complaint = keywords.isPresent() ? complaint(line, keywords.get()) : weakness(line);
            complaint = complaint.or(() -> taken(before, line));
            return complaint.map(Change::refused).orElseGet(() -> noted(before, line));
        });
    }

    /** Which other entry has the inbound SPI already: one of two SAs with the same would never be found. */
    private static Optional<String> taken(Configuration before, Line line) {
        if (!line.has("inbound")) {
            return Optional.empty(); // at the peers' ends they may be the same
        }
        Setting setting = line.has("esp") ? CryptoMaps.ESP_KEYS : CryptoMaps.AH_KEYS;
        return before.lines(setting, "spi", line.word("spi")).stream()
                .filter(other -> other.has("inbound"))
                .filter(other -> !CryptoMaps.entryOf(other).equals(CryptoMaps.entryOf(line)))
                .findFirst()
                .map(other -> "inbound SPI " + line.word("spi") + " is already used by " + CryptoMaps.quoted(other));
    }

    private static Optional<List<String>> keywords(Configuration before, Line line) {
        return CryptoMaps.sets(before, line).stream()
                .findFirst()
                .flatMap(name -> TransformSets.find(before, name))
                .map(TransformSets::keywords);
    }

    private static Change noted(Configuration before, Line line) {
        var change = Change.of(line);
        Optional<List<String>> keywords = keywords(before, line);
        boolean ah = line.has("ah");
        if (keywords.isPresent() && keywords.get().stream().noneMatch(word -> word.startsWith(ah ? "ah-" : "esp-"))) {
            change = change.warn("session key for %s given but the transform-set of %s has no %s transform"
                    .formatted(ah ? "AH" : "ESP", CryptoMaps.quoted(line), ah ? "AH" : "ESP"));
        }
        return change;
    }

    /** Which configured keys do not fit a set as its line defines it. */
    List<String> complaints(Configuration before, Line set) {
        Set<String> entries = before.lines(CryptoMaps.SET_TRANSFORM).stream()
                .filter(user -> user.arguments().words("ts").contains(set.word("ts")))
                .map(CryptoMaps::entryOf)
                .collect(Collectors.toSet());
        return keyLines(before)
                .filter(line -> entries.contains(CryptoMaps.entryOf(line)))
                .flatMap(line -> complaint(line, TransformSets.keywords(set)).stream()
                        .map(why -> "%s: its %s key no longer fits: %s"
                                .formatted(CryptoMaps.quoted(line), line.has("inbound") ? "inbound" : "outbound", why)))
                .toList();
    }

    private static Stream<Line> keyLines(Configuration before) {
        return Stream.of(CryptoMaps.ESP_KEYS, CryptoMaps.AH_KEYS).flatMap(setting -> before.lines(setting).stream());
    }

    /** Why the keys of a line do not fit the transforms of a set; empty if they do, or if one is not installed. */
    Optional<String> complaint(Line line, List<String> keywords) {
        for (String keyword : keywords) {
            if (keyword.startsWith("ah-") == line.has("ah")) {
                Optional<String> complaint =
                        transforms.get().keyword(keyword).flatMap(entry -> complaint(line, keyword, entry));
                if (complaint.isPresent()) {
                    return complaint;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> complaint(Line line, String keyword, InstalledTransform entry) {
        String variable = entry.description().kind() == TransformKind.ENCRYPTION ? "cipher" : "authenticator";
        int digits = entry.description().keyBits(keyword) / 4;
        int given = line.arguments().find(variable).map(String::length).orElse(0);
        if (given == digits) {
            return variable.equals("cipher") ? weakness(line, Stream.of(entry)) : Optional.empty();
        }
        return Optional.of(
                given == 0
                        ? keyword + " needs a key of " + digits + " hexadecimal digits: \"" + variable + "\" is missing"
                        : "%s key must be %d hexadecimal digits for %s (%d given)"
                                .formatted(variable, digits, keyword, given));
    }

    /** Why a key must not be used; its transform set is not known yet, so by any cipher that takes keys of its length. */
    private Optional<String> weakness(Line line) {
        int bits = line.arguments().find("cipher").map(String::length).orElse(0) * 4;
        return weakness(
                line,
                transforms.get().installed().stream()
                        .filter(entry -> entry.state() == InstalledTransform.State.ADMITTED)
                        .filter(entry -> entry.description().kind() == TransformKind.ENCRYPTION)
                        .filter(entry -> entry.description().keyBits().contains(bits)));
    }

    private static Optional<String> weakness(Line line, Stream<InstalledTransform> ciphers) {
        if (line.arguments().find("cipher").isEmpty()) {
            return Optional.empty();
        }
        byte[] key = line.arguments().secret("cipher");
        try {
            return ciphers.flatMap(entry -> weakness(entry, key).stream())
                    .findFirst()
                    .map(why -> "cipher key " + why);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** One that throws has nothing to say against the key, and is set aside. */
    private static Optional<String> weakness(InstalledTransform entry, byte[] key) {
        try {
            return entry.transform().weakness(key).map(ForeignWords::of);
        } catch (RuntimeException | Error e) {
            entry.usage().failed(new TransformUsage.Failure(e, false));
            return Optional.empty();
        }
    }
}
