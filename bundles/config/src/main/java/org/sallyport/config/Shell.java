// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.Optional;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/** Opens sessions of the command line. Thread-safe. */
@ProviderType
public interface Shell {
    /**
     * Who comes in, and through which door.
     *
     * @param user for logs
     * @param mode the mode the session starts in
     * @param trusted whether {@code enable} needs no password
     * @param prompter asks a person and returns the answer, empty when given up; absent for scripts
     */
    record Login(String user, Mode mode, boolean trusted, Optional<Function<String, Optional<String>>> prompter) {}

    /** A new session. */
    ShellSession open(Login login);
}
