// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.HexFormat;

/**
 * A published test vector, in hexadecimal digits of either case.
 *
 * @param source where it was published: document, section, case
 * @param key the key, without salt; empty for a hash; what the initiator of a key exchange remembers
 * @param nonce the IV, behind the salt where the cipher has one; empty for anything but a cipher
 * @param aad additional data of an AEAD; empty otherwise
 * @param input the plain text, or the message that is authenticated or hashed, or the responder's value
 * @param output the ciphertext with the ICV of an AEAD behind it, or the tag or its published first bytes, or the hash, or
 *     the secret that both know
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

    /** A vector of the hash below a pseudo-random function. */
    public static KnownAnswer hash(String source, String message, String hash) {
        return new KnownAnswer(source, "", "", "", message, hash);
    }

    /** A vector of a key exchange, from the initiator's side. */
    public static KnownAnswer agreement(String source, String remembered, String responderValue, String secret) {
        return new KnownAnswer(source, remembered, "", "", responderValue, secret);
    }

    /** A vector of a message authentication code, or of a pseudo-random function. */
    public static KnownAnswer mac(String source, String key, String message, String tag) {
        return new KnownAnswer(source, key, "", "", message, tag);
    }
}
