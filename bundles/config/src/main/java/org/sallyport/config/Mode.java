// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

/** How far a console has got. Each mode also knows the commands of those before it. */
public enum Mode {
    /** Prompt {@code pixfirewall>}. */
    UNPRIVILEGED(">"),
    /** Prompt {@code pixfirewall#}. */
    PRIVILEGED("#"),
    /** Prompt {@code pixfirewall(config)#}. */
    CONFIGURATION("(config)#");

    private final String suffix;

    Mode(String suffix) {
        this.suffix = suffix;
    }

    /** What the prompt shows after the host name. */
    public String suffix() {
        return suffix;
    }

    /** The mode that {@code exit} leads to; the first one stays. */
    public Mode outer() {
        return this == CONFIGURATION ? PRIVILEGED : UNPRIVILEGED;
    }

    /** Whether a command declared for {@code required} may be typed in this mode. */
    public boolean allows(Mode required) {
        return compareTo(required) >= 0;
    }
}
