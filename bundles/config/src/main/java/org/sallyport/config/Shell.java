// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import org.osgi.annotation.versioning.ProviderType;

/** Opens sessions of the command line. Thread-safe. */
@ProviderType
public interface Shell {
    /**
     * Who comes in. The door has made sure of it.
     *
     * @param user for logs
     * @param mode the mode the session starts in, and ends from
     */
    record Login(String user, Mode mode) {}

    /** A session of a script: nobody answers questions. */
    ShellSession open(Login login);

    /** A session of a person. */
    ShellSession open(Login login, Person person);
}
