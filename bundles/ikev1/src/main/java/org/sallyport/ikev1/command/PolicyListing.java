// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.config.Configuration;
import org.sallyport.ikev1.command.PolicyLines.Suite;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Obstacle;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/** What {@code show isakmp policy} prints. */
final class PolicyListing {
    static final String GRAMMAR = "show isakmp policy";

    private PolicyListing() {}

    static List<String> render(Configuration lines, TransformSnapshot transforms) {
        List<String> text = new ArrayList<>();
        for (Suite suite : PolicyLines.suites(lines)) {
            text.add("Protection suite priority " + suite.priority());
            suite(text, suite, transforms);
        }
        text.add("Default protection suite");
        suite(text, Suite.standard(0), transforms);
        return text;
    }

    private static void suite(List<String> text, Suite suite, TransformSnapshot transforms) {
        text.add("  encryption algorithm:  " + cipher(suite.encryption()));
        text.add("  hash algorithm:        " + hash(suite.hash()));
        text.add("  authentication method: "
                + (suite.preShared() ? "Pre-Shared Key" : "Rivest-Shamir-Adleman Signature"));
        text.add("  Diffie-Hellman group:  #" + suite.group() + group(suite.group(), transforms));
        text.add("  lifetime:              " + suite.lifetime() + " seconds, no volume limit");
        reason(suite, transforms).ifPresent(reason -> text.add("  not offered:           " + reason));
    }

    private static Optional<String> reason(Suite suite, TransformSnapshot transforms) {
        return suite.inactive()
                .or(() -> missing(transforms, TransformKind.ENCRYPTION, suite.encryption()))
                .or(() -> missing(transforms, TransformKind.PRF, suite.hash()))
                .or(() -> missing(transforms, TransformKind.KEY_EXCHANGE, suite.group()))
                .or(() -> obstacle(suite, transforms));
    }

    /** Why a suite whose transforms are there is not offered. */
    private static Optional<String> obstacle(Suite suite, TransformSnapshot transforms) {
        return Stream.of(
                        transforms.isakmpKeyword(TransformKind.ENCRYPTION, suite.encryption()),
                        transforms.isakmpKeyword(TransformKind.PRF, suite.hash()),
                        transforms.isakmpKeyword(TransformKind.KEY_EXCHANGE, suite.group()))
                .flatMap(Optional::stream)
                .flatMap(found -> transforms.obstacle(found.description().algorithm(), true).stream())
                .findFirst()
                .map(Obstacle::reason);
    }

    private static Optional<String> missing(TransformSnapshot transforms, TransformKind kind, String word) {
        return transforms.isakmpKeyword(kind, word).isPresent()
                ? Optional.empty()
                : Optional.of("transform missing: " + word);
    }

    private static String cipher(String word) {
        return switch (word) {
            case "des" -> "DES - Data Encryption Standard (56 bit keys)";
            case "3des" -> "Three key triple DES";
            case "aes" -> "AES - Advanced Encryption Standard (128 bit keys)";
            case "aes-192" -> "AES - Advanced Encryption Standard (192 bit keys)";
            case "aes-256" -> "AES - Advanced Encryption Standard (256 bit keys)";
            default -> word;
        };
    }

    private static String hash(String word) {
        return switch (word) {
            case "sha" -> "Secure Hash Standard";
            case "md5" -> "Message Digest 5";
            default -> word;
        };
    }

    private static String group(String word, TransformSnapshot transforms) {
        return transforms
                .isakmpKeyword(TransformKind.KEY_EXCHANGE, word)
                .map(InstalledTransform::description)
                .map(description -> " (" + description.keyBits().get(0) + " bit)")
                .orElse("");
    }
}
