// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.sallyport.config.ShellSession;

/** Lines from a file, a pipe or a command: each goes its own way, an error does not stop the next. */
final class Script {
    /** What is kept of a line; the shell refuses it long before. */
    private static final int MAX_KEPT = 1 << 16;

    private Script() {}

    /**
     * Runs all lines of the input, until its end or the session's.
     *
     * @return whether every line was accepted
     */
    static boolean run(ShellSession session, InputStream input, PrintStream output) throws IOException {
        boolean good = true;
        var line = new StringBuilder();
        int next;
        do {
            next = input.read();
            if (next >= 0 && next != '\n') {
                if (line.length() < MAX_KEPT) {
                    line.append((char) next);
                }
            } else if (next >= 0 || line.length() > 0) {
                good &= run(session, line.toString(), output);
                line.setLength(0);
            }
        } while (next >= 0 && !session.closed());
        return good;
    }

    private static boolean run(ShellSession session, String line, PrintStream output) {
        var reply = session.line(line);
        reply.lines().forEach(output::println);
        output.flush();
        return !reply.failed();
    }
}
