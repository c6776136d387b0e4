// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends the processes of this laboratory when the laboratory ends, however it does. */
final class Leftovers {
    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::end, "lab-cleanup"));
    }

    private Leftovers() {}

    /** Remembers a process. */
    static void note(Process process) {
        STARTED.add(process);
    }

    private static void end() {
        STARTED.stream().filter(Process::isAlive).forEach(Process::destroyForcibly);
        Runnable last = onEnd;
        if (last != null) {
            last.run();
        }
    }

    private static volatile Runnable onEnd;

    /** What else to do at the end, after the processes are gone: remove namespaces and folders. */
    static void atEnd(Runnable cleanUp) {
        onEnd = cleanUp;
    }
}
