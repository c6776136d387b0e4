// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import java.util.Locale;

/** Where messages can go. */
enum Destination {
    /** The log of the process, and so Karaf's console. */
    CONSOLE("Console"),
    /** Consoles that ask for it; there is no way to ask yet. */
    MONITOR("Monitor"),
    /** The buffer that {@code show logging} prints. */
    BUFFERED("Buffer"),
    /** Syslog servers. */
    TRAP("Trap");

    private final String title;

    Destination(String title) {
        this.title = title;
    }

    /** In a command. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In a listing. */
    String title() {
        return title;
    }
}
