// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.HexFormat;

/**
 * A published test vector, in hexadecimal digits of either case.
 *
 * @param source where it was published: document, section, case
 * @param key the key, behind it the salt where the cipher has one
 * @param nonce the IV; empty for a MAC
 * @param aad additional data of an AEAD; empty otherwise
 * @param input the plain text, or the message that is authenticated
 * @param output the ciphertext with the ICV of an AEAD behind it, or the tag or its published first bytes
 */
public record KnownAnswer(String source, String key, String nonce, String aad, String input, String output) {
    public KnownAnswer {
        key = digits(key);
        nonce = digits(nonce);
        aad = digits(aad);
        input = digits(input);
        output = digits(output);
    }

    private static String digits(String text) {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(hex.parseHex(text)); // a misprint shows where it is made
    }

    /** A vector of a cipher that does not authenticate. */
    public static KnownAnswer cipher(String source, String key, String iv, String plain, String encrypted) {
        return new KnownAnswer(source, key, iv, "", plain, encrypted);
    }

    /** A vector of a message authentication code. */
    public static KnownAnswer mac(String source, String key, String message, String tag) {
        return new KnownAnswer(source, key, "", "", message, tag);
    }
}
