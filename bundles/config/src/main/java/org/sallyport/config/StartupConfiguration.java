// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The configuration that the unit starts with. Thread-safe. */
@ProviderType
public interface StartupConfiguration {
    /** What became of the stored configuration when the unit started. */
    StartupState state();

    /** Writes the running configuration to the store ({@code write memory}). */
    Reply save();

    /** Merges the stored configuration into the running one ({@code configure memory}). */
    Reply load();

    /** Removes the stored configuration ({@code write erase}). */
    Reply erase();

    /** The stored configuration with secrets masked. */
    Reply stored();

    /** The running configuration as it would be stored, with secrets masked ({@code write terminal}). */
    List<String> running();
}
