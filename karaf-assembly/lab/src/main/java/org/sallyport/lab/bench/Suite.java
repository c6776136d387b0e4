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
    static final Suite DEFAULT = of("esp-aes esp-sha-hmac");

    private static final String AUTHENTICATOR = "-hmac";

    static Suite of(String transforms) {
        Map<String, String> proposals = Map.of(
                "esp-des", "des",
                "esp-3des", "3des",
                "esp-aes", "aes128",
                "esp-aes-192", "aes192",
                "esp-aes-256", "aes256",
                "esp-null", "null",
                "esp-md5-hmac", "md5",
                "esp-sha-hmac", "sha1");
        List<String> words = List.of(transforms.strip().split(" +", -1));
        var proposal = new ArrayList<String>();
        for (String word : words) {
            String known = proposals.get(word);
            if (known == null) {
                throw new IllegalArgumentException("\"" + word + "\" is not one of "
                        + proposals.keySet().stream().sorted().toList());
            }
            proposal.add(known);
        }
        if (words.size() != 2
                || words.get(0).endsWith(AUTHENTICATOR)
                || !words.get(1).endsWith(AUTHENTICATOR)) {
            throw new IllegalArgumentException(
                    "a suite is a cipher and an authenticator in one word, for example \"esp-aes esp-sha-hmac\"; not \""
                            + transforms + "\"");
        }
        return new Suite(String.join(" ", words), String.join("-", proposal));
    }
}
