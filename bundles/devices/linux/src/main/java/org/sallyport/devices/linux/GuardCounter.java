// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.ipsec.DropReason;

/** What a rule of the guard counts. In the table it has a name that tells both. */
record GuardCounter(DropReason reason, String interfaceName) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]");
    private static final Pattern ESCAPE = Pattern.compile("_([0-9A-F]{2})");

    /** For example {@code leak.eth0}; in the interface's name, what nft takes no name with is {@code _} and its code. */
    String name() {
        var name = new StringBuilder(reason.name().toLowerCase(Locale.ROOT)).append('.');
        for (int i = 0; i < interfaceName.length(); i++) {
            char c = interfaceName.charAt(i);
            if (PLAIN.matcher(String.valueOf(c)).matches()) {
                name.append(c);
            } else {
                name.append(String.format(Locale.ROOT, "_%02X", (int) c));
            }
        }
        return name.toString();
    }

    /** The counter with that name, empty if it is none of ours. */
    static Optional<GuardCounter> named(String name) {
        int dot = name.indexOf('.');
        for (DropReason reason : new DropReason[] {DropReason.LEAK, DropReason.CLEAR_TEXT, DropReason.ACCESS_DENIED}) {
            if (dot > 0 && name.substring(0, dot).equals(reason.name().toLowerCase(Locale.ROOT))) {
                String interfaceName = ESCAPE.matcher(name.substring(dot + 1))
                        .replaceAll(match -> String.valueOf((char) Integer.parseInt(match.group(1), 16)));
                return Optional.of(new GuardCounter(reason, interfaceName));
            }
        }
        return Optional.empty();
    }
}
