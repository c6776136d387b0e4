// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What all contestants protect the flow with.
 *
 * @param transforms of Sallyport's transform set, for example {@code esp-aes esp-sha-hmac}
 * @param proposal the same in strongSwan's words, for example {@code aes128-sha1}
 */
record Suite(String transforms, String proposal) {
    private static final String AUTHENTICATOR = "-hmac";
    private static final String AEAD = "esp-gcm";
    private static final Map<String, String> PROPOSALS = Map.ofEntries(
            Map.entry("esp-des", "des"),
            Map.entry("esp-3des", "3des"),
            Map.entry("esp-aes", "aes128"),
            Map.entry("esp-aes-192", "aes192"),
            Map.entry("esp-aes-256", "aes256"),
            Map.entry("esp-gcm", "aes128gcm16"),
            Map.entry("esp-gcm-256", "aes256gcm16"),
            Map.entry("esp-null", "null"),
            Map.entry("esp-md5-hmac", "md5"),
            Map.entry("esp-sha-hmac", "sha1"),
            Map.entry("esp-sha256-hmac", "sha256"));

    static final Suite DEFAULT = of("esp-aes esp-sha-hmac");

    static Suite of(String transforms) {
        List<String> words = List.of(transforms.strip().split(" +", -1));
        var proposal = new ArrayList<String>();
        for (String word : words) {
            String known = PROPOSALS.get(word);
            if (known == null) {
                throw new NotUnderstood("\"" + word + "\" is not one of "
                        + PROPOSALS.keySet().stream().sorted().toList());
            }
            proposal.add(known);
        }
        boolean whole = words.get(0).startsWith(AEAD)
                ? words.size() == 1
                : words.size() == 2
                        && !words.get(0).endsWith(AUTHENTICATOR)
                        && words.get(1).endsWith(AUTHENTICATOR);
        if (!whole) {
            throw new NotUnderstood(
                    "a suite is a cipher and an authenticator in one word, or a cipher that does both, for example \"esp-aes"
                            + " esp-sha-hmac\" or \"esp-gcm\"; not \"" + transforms + "\"");
        }
        return new Suite(String.join(" ", words), String.join("-", proposal));
    }

    /** Whether keys cannot be typed: the cipher's counter must never begin anew under one key. */
    boolean needsIke() {
        return transforms.startsWith(AEAD);
    }
}
