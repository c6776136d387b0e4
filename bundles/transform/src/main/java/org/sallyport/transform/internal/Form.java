// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sallyport.transform.ForeignWords;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;

/**
 * What a transform's service properties must not say whatever else is installed: numbers that no message has room for, words that
 * nobody could type, keywords that no peer could be told of.
 */
final class Form {
    private static final int OCTET = 0xFF;
    private static final int ATTRIBUTE = 0xFFFF;
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern OF_ESP = Pattern.compile("esp-[a-z0-9][a-z0-9-]*");
    private static final Pattern OF_IPSEC = Pattern.compile("(esp|ah)-[a-z0-9][a-z0-9-]*");
    private static final Pattern OF_IKE = Pattern.compile("(?!no$)" + WORD); // "no" takes lines away
    private static final Pattern NONE = Pattern.compile("(?!)");

    private Form() {}

    /** The first of what is wrong, with its property and its value, in words; empty if nothing is. */
    static Optional<String> fault(TransformDescription said) {
        return Stream.<Function<TransformDescription, Optional<String>>>of(
                        Form::strangeNumber, Form::strangeWord, Form::missingNumber)
                .flatMap(rule -> rule.apply(said).stream())
                .findFirst();
    }

    private static String says(String property, Object value) {
        return "its property transform." + property + " says " + ForeignWords.of(value);
    }

    private static Optional<String> strangeNumber(TransformDescription said) {
        return beyond("esp", said.esp(), OCTET)
                .or(() -> beyond("ah", said.ah(), OCTET))
                .or(() -> beyond("ikev1", said.ikev1(), ATTRIBUTE))
                .or(() -> beyond("ikev2", said.ikev2(), ATTRIBUTE))
                .or(() -> said.keyBits().stream()
                        .flatMap(bits -> beyond("keyBits", bits, ATTRIBUTE).stream())
                        .findFirst());
    }

    private static Optional<String> beyond(String property, int number, int most) {
        return number >= 0 && number <= most
                ? Optional.empty()
                : Optional.of(says(property, number) + ", which is not from 0 to " + most);
    }

    private static Optional<String> strangeWord(TransformDescription said) {
        return strange("name", List.of(said.name()), WORD, "word")
                .or(() -> strange("pix", said.keywords(), ofIpsec(said.kind()), "keyword of " + said.kind()))
                .or(() -> strange("isakmp", said.isakmp(), OF_IKE, "keyword of " + said.kind()));
    }

    /** A transform set takes ciphers for ESP only, and neither functions nor groups. */
    private static Pattern ofIpsec(TransformKind kind) {
        return switch (kind) {
            case ENCRYPTION -> OF_ESP;
            case INTEGRITY -> OF_IPSEC;
            default -> NONE;
        };
    }

    private static Optional<String> strange(String property, List<String> words, Pattern form, String what) {
        return words.stream()
                .filter(word -> !form.matcher(word).matches())
                .findFirst()
                .map(word -> says(property, word) + ", which is no " + what);
    }

    /** Also AH tells the peer an authenticator by the number that ESP has for it (RFC 2407, 4.5). */
    private static Optional<String> missingNumber(TransformDescription said) {
        List<String> ofAh =
                said.keywords().stream().filter(word -> word.startsWith("ah-")).toList();
        return missing("esp", said.esp(), said.keywords())
                .or(() -> missing("ah", said.ah(), ofAh))
                .or(() -> missing("ikev1", said.ikev1(), said.isakmp()));
    }

    private static Optional<String> missing(String property, int number, List<String> keywords) {
        return number != 0 || keywords.isEmpty()
                ? Optional.empty()
                : Optional.of(says(property, number) + ", and without a number nobody can negotiate "
                        + ForeignWords.of(keywords));
    }
}
