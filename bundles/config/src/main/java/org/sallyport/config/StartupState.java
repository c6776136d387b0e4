// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;

/** What became of the stored configuration when the unit started. */
public sealed interface StartupState {
    /** One sentence for a console. */
    String sentence();

    /**
     * It was read.
     *
     * @param lines how many lines were taken
     * @param refused one message a line that was not, with its number
     */
    record Loaded(int lines, List<String> refused) implements StartupState {
        /** Copies the list. */
        public Loaded {
            refused = List.copyOf(refused);
        }

        @Override
        public String sentence() {
            return "Startup configuration: " + lines + " lines loaded"
                    + (refused.isEmpty()
                            ? ""
                            : ", " + refused.size() + " of them refused, or waiting for the bundle that knows them");
        }
    }

    /** It was erased by command: nothing is to be protected. */
    record Erased() implements StartupState {
        @Override
        public String sentence() {
            return "Startup configuration: none";
        }
    }

    /** There was no file. It may have been lost: what protects the host is to stay as it is. */
    record Absent() implements StartupState {
        @Override
        public String sentence() {
            return "Startup configuration: none";
        }
    }

    /**
     * It is damaged or unreadable, and nothing of it was taken. What protects the host is to stay as it is.
     *
     * @param reason what is wrong with it
     */
    record Refused(String reason) implements StartupState {
        @Override
        public String sentence() {
            return "Startup configuration: REFUSED, nothing of it is applied: " + reason;
        }
    }
}
