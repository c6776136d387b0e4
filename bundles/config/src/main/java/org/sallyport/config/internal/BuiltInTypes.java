// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Judgement;
import org.sallyport.config.Line;
import org.sallyport.config.TokenType;

/** The kinds of words that every grammar has. */
final class BuiltInTypes {
    static final String HEX = "hex";
    static final String SECRET = "secret";
    static final String REST = "rest";

    private static final int MAX_NAME = 63;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
    private static final Pattern OCTET = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final String ANY = "0.0.0.0";
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}");
    private static final Pattern HEX_NUMBER = Pattern.compile("0[xX][0-9a-fA-F]{1,15}");
    private static final Pattern HEX_DIGITS = Pattern.compile("[0-9a-fA-F]*");

    private BuiltInTypes() {}

    /** The type of that name, or null when it is not one of these. */
    static @Nullable TokenType find(String type, String label) {
        var range = RANGE.matcher(type);
        if (range.matches()) {
            return range(label, Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
        }
        return switch (type) {
            case "name" -> of(type, word -> name(label, word));
            case "word", REST -> of(type, Judgement.Valid::new);
            case "ip" -> of(type, BuiltInTypes::ip);
            case "mask" -> of(type, BuiltInTypes::mask);
            case HEX -> of(type, word -> hex(label, word));
            case SECRET -> of(type, word -> secret(label, word));
            default -> null;
        };
    }

    private static TokenType of(String name, Function<String, Judgement> judge) {
        return new TokenType() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Judgement judge(String word) {
                return judge.apply(word);
            }
        };
    }

    private static Judgement name(String label, String word) {
        if (word.indexOf('?') >= 0) {
            return new Judgement.Invalid(
                    label + " \"" + Shown.word(word) + "\" must not contain \"?\", which asks for help");
        }
        return word.length() <= MAX_NAME
                ? new Judgement.Valid(word)
                : new Judgement.Invalid(label + " \"" + word.substring(0, 16) + "...\" has " + word.length()
                        + " characters, at most " + MAX_NAME + " are allowed");
    }

    /** A PIX takes 0 for 0.0.0.0, and everybody types {@code route outside 0 0}. */
    private static Judgement ip(String word) {
        if (word.equals("0")) {
            return new Judgement.Valid(ANY);
        }
        return bits(word) < 0
                ? new Judgement.Invalid("Invalid IP address " + Shown.word(word))
                : new Judgement.Valid(word);
    }

    private static Judgement mask(String word) {
        if (word.equals("0")) {
            return new Judgement.Valid(ANY);
        }
        long bits = bits(word);
        long hosts = ~bits & 0xffff_ffffL;
        return bits < 0 || (hosts & (hosts + 1)) != 0
                ? new Judgement.Invalid("Invalid netmask " + Shown.word(word))
                : new Judgement.Valid(word);
    }

    /** The 32 bits of a dotted quad without leading zeros, or -1. */
    private static long bits(String word) {
        var octets = word.split("\\.", -1);
        if (octets.length != 4) {
            return -1;
        }
        long bits = 0;
        for (var octet : octets) {
            if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                return -1;
            }
            bits = bits << 8 | Integer.parseInt(octet);
        }
        return bits;
    }

    private static TokenType range(String label, long least, long most) {
        return of("range", word -> {
            long value = -1;
            if (DECIMAL.matcher(word).matches()) {
                value = Long.parseLong(word);
            } else if (HEX_NUMBER.matcher(word).matches()) {
                value = Long.parseLong(word.substring(2), 16);
            }
            return value < least || value > most
                    ? new Judgement.Invalid(
                            label + " must be in the range " + least + "-" + most + " (" + Shown.word(word) + " given)")
                    : new Judgement.Valid(Long.toString(value));
        });
    }

    /** Messages about secrets never show them. */
    private static Judgement hex(String label, String word) {
        if (word.equals(Line.MASK)) {
            return masked(label);
        }
        if (!HEX_DIGITS.matcher(word).matches()) {
            return new Judgement.Invalid(label + " contains characters that are not hexadecimal digits");
        }
        return word.length() % 2 != 0
                ? new Judgement.Invalid(
                        label + " must have an even number of hexadecimal digits (" + word.length() + " given)")
                : new Judgement.Valid(word.toLowerCase(java.util.Locale.ROOT));
    }

    private static Judgement secret(String label, String word) {
        return word.equals(Line.MASK) ? masked(label) : new Judgement.Valid(word);
    }

    private static Judgement masked(String label) {
        return new Judgement.Invalid(label + " is masked (" + Line.MASK + "); enter the real one");
    }
}
