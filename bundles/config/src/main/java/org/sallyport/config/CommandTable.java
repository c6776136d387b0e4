// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The commands present, for consoles. Thread-safe. */
@ProviderType
public interface CommandTable {
    /** The first words of all commands of a mode, sorted. */
    List<String> words(Mode mode);

    /** What may stand in place of the last word of the buffer, which may be empty, and begins like it. */
    List<Candidate> complete(Mode mode, String buffer);

    /** Usage of the commands that begin with these words; empty when none does. */
    List<String> usage(Mode mode, String words);

    /** Whether the line, or what can be understood of it, has a word that must not be printed or kept in a history. */
    boolean carriesSecret(Mode mode, String line);
}
