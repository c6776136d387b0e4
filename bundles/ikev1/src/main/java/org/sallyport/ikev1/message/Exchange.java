// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.Optional;

/** Kinds of exchanges (RFC 2408, 3.1; RFC 2409, appendix A) that are spoken here. */
public enum Exchange {
    MAIN(2, "main mode"),
    AGGRESSIVE(4, "aggressive mode"),
    INFORMATIONAL(5, "informational exchange"),
    TRANSACTION(6, "transaction exchange"),
    QUICK(32, "quick mode");

    private final int number;
    private final String words;

    Exchange(int number, String words) {
        this.number = number;
        this.words = words;
    }

    public int number() {
        return number;
    }

    /** Whether it belongs to phase 1: its message identifier is 0 (RFC 2408, 3.1). */
    public boolean isPhase1() {
        return this == MAIN || this == AGGRESSIVE;
    }

    public static Optional<Exchange> of(int number) {
        for (Exchange exchange : values()) {
            if (exchange.number == number) {
                return Optional.of(exchange);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return words;
    }
}
