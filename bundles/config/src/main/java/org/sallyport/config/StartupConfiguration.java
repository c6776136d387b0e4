// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The configuration that the unit starts with, as a file. Thread-safe. */
@ProviderType
public interface StartupConfiguration {
    /** What became of the stored configuration when it was last read or written. */
    StartupState state();

    /** Writes the running configuration, secrets in clear ({@code write memory}). */
    Reply save();

    /** Merges the stored configuration into the running one ({@code configure memory}). */
    Reply load();

    /** Removes the stored configuration and the one before it ({@code write erase}). */
    Reply erase();

    /** The stored configuration, secrets masked ({@code show startup-config}). */
    Reply stored();

    /** The running configuration in the form of a stored one, secrets masked ({@code show running-config}). */
    List<String> running();
}
