// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import java.util.Map;

/** Names for the numbers of offers, of those too that nobody here speaks. */
final class Words {
    private static final Map<Integer, String> PHASE_1_CIPHERS =
            Map.of(1, "DES", 2, "IDEA", 3, "Blowfish", 4, "RC5", 5, "3DES", 6, "CAST", 7, "AES", 8, "Camellia");
    private static final Map<Integer, String> PHASE_1_HASHES =
            Map.of(1, "MD5", 2, "SHA", 3, "Tiger", 4, "SHA-256", 5, "SHA-384", 6, "SHA-512");
    private static final Map<Integer, String> METHODS = Map.of(
            1, "pre-shared key",
            2, "DSS signature",
            3, "RSA signature",
            4, "RSA encryption",
            5, "revised RSA encryption",
            64_221, "hybrid RSA signature",
            65_001, "pre-shared key with XAUTH",
            65_005, "RSA signature with XAUTH");
    private static final Map<Integer, String> ESP = Map.of(
            1,
            "DES-IV64",
            2,
            "DES",
            3,
            "3DES",
            4,
            "RC5",
            6,
            "CAST",
            7,
            "Blowfish",
            11,
            "no encryption",
            12,
            "AES",
            20,
            "AES-GCM",
            22,
            "Camellia");
    private static final Map<Integer, String> AH =
            Map.of(2, "MD5", 3, "SHA", 4, "DES-MAC", 5, "SHA-256", 6, "SHA-384", 7, "SHA-512");
    private static final Map<Integer, String> AUTHENTICATION =
            Map.of(0, "no authentication", 1, "MD5", 2, "SHA", 3, "DES-MAC", 5, "SHA-256", 6, "SHA-384", 7, "SHA-512");

    private Words() {}

    static String cipher(int number) {
        return name(PHASE_1_CIPHERS, "encryption algorithm", number);
    }

    static String hash(int number) {
        return name(PHASE_1_HASHES, "hash algorithm", number);
    }

    static String method(int number) {
        return name(METHODS, "authentication method", number);
    }

    static String esp(int number) {
        return name(ESP, "ESP transform", number);
    }

    static String ah(int number) {
        return name(AH, "AH transform", number);
    }

    static String authentication(int number) {
        return name(AUTHENTICATION, "authentication algorithm", number);
    }

    private static String name(Map<Integer, String> names, String kind, int number) {
        return names.getOrDefault(number, kind + " " + number);
    }
}
