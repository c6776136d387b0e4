// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** One session of the command line. Owned by the thread of its door. */
@ProviderType
public interface ShellSession {
    /** What is printed when the session begins. */
    List<String> banner();

    /** Runs one raw line. */
    Reply line(String raw);

    /** The prompt, with the blank behind it. */
    String prompt();

    /** The mode the session is in. */
    Mode mode();

    /** What may stand at the cursor in place of the word that ends there. */
    List<Candidate> complete(String buffer, int cursor);

    /** What {@code ?} prints after this buffer. */
    List<String> help(String buffer);

    /** Whether the line must not be kept in a history. */
    boolean carriesSecret(String raw);

    /** Whether the administrator has left. */
    boolean closed();

    /** The door is shut: nobody reads any more what the session prints. */
    void close();
}
