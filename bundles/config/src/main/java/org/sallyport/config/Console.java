// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.Optional;

/** One administrator's session, as a command sees it. Used by the thread of the session only. */
public interface Console {
    /** Who is there, for logs. */
    String user();

    /** The mode the console is in. */
    Mode mode();

    /** Changes the mode. */
    void enter(Mode mode);

    /** Goes back one mode; from the mode the session began in, ends it after this line. */
    void leave();

    /** Whether a person is there to be asked. */
    boolean interactive();

    /**
     * Asks a person.
     *
     * @return the answer; empty when nobody is there, or the person gave up
     */
    Optional<String> ask(String question);

    /**
     * Prints a line that nobody asked for, such as one of a debug transcript. By any thread; it waits for a slow terminal.
     *
     * @return false if nobody is there to read it, or not any more
     */
    default boolean tell(String line) {
        return false;
    }
}
