// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.guest;

import java.util.Map;

/** What is wrong with a transform that a {@link Visitor} brings. */
public enum Fault {
    NONE(Map.of()),
    WRONG_ANSWER(Map.of()),
    OTHER_KEY_SIZES(Map.of()),
    THROWS_WHEN_OPENED(Map.of()),
    THROWS_IN_PACKETS(Map.of()),
    HANGS_IN_ANSWERS(Map.of()),
    HANGS_IN_PACKETS(Map.of()),
    OTHER_NUMBER(Map.of("esp", 249)),
    OTHERS_KEYWORD(Map.of(
            "name", "their-cbc", "esp", 249, "ikev1", 65_001, "ikev2", 65_001, "isakmp", "their", "pix", "esp-3des")),
    OTHERS_NUMBER(Map.of(
            "name", "their-cbc", "esp", 12, "ikev1", 65_001, "ikev2", 65_001, "isakmp", "their", "pix", "esp-their")),
    OTHERS_KIND(Map.of("kind", "INTEGRITY"));

    /** Service properties in the place of AES-CBC's. */
    final Map<String, Object> properties;

    Fault(Map<String, Object> properties) {
        this.properties = properties;
    }

    /** Never returns: no interruption ends it. */
    static <T> T hang() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                // that is what is wrong with it
            }
        }
    }
}
