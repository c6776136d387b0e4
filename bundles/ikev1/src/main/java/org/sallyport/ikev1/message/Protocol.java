// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.Optional;

/** What a proposal, a notification or a delete speaks of (RFC 2407, 4.4.1). */
public enum Protocol {
    /** Only in notifications of peers that name none. */
    NONE(0, "no protocol"),
    ISAKMP(1, "ISAKMP"),
    AH(2, "AH"),
    ESP(3, "ESP"),
    IPCOMP(4, "IPComp");

    private final int number;
    private final String words;

    Protocol(int number, String words) {
        this.number = number;
        this.words = words;
    }

    public int number() {
        return number;
    }

    public static Optional<Protocol> of(int number) {
        for (Protocol protocol : values()) {
            if (protocol.number == number) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return words;
    }
}
