// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Locale;

/** How grave a message is (RFC 3164, 4.1.1), the gravest first: the ordinal is the number on the wire. */
public enum Severity {
    EMERGENCIES,
    ALERTS,
    CRITICAL,
    ERRORS,
    WARNINGS,
    NOTIFICATIONS,
    INFORMATIONAL,
    DEBUGGING;

    /** As a PIX writes it, for example {@code warnings}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a listener that wants messages up to this level wants those of another. */
    public boolean includes(Severity other) {
        return other.ordinal() <= ordinal();
    }
}
