// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The commands and kinds of words a bundle brings. Register it as a service: the commands are there as long as the service is.
 * The lines of the configuration stay when it goes, inactive.
 *
 * <p>Asked once, when the service comes; the answers never change. Thread-safe.
 */
@ConsumerType
public interface CommandSet {
    /** The commands. */
    List<Command> commands();

    /** The types of variables it adds to the grammar; any command may use them. */
    default List<TokenType> types() {
        return List.of();
    }

    /**
     * Other spellings of the leading words of its commands, also after {@code no}, {@code clear} and {@code show}: what may be
     * typed, and what it means. For instance {@code ipsec} for {@code crypto ipsec}, {@code clear map} for {@code clear crypto map}.
     */
    default Map<String, String> aliases() {
        return Map.of();
    }

    /** A set of just these commands. */
    static CommandSet of(Command... commands) {
        var list = List.of(commands);
        return () -> list;
    }
}
