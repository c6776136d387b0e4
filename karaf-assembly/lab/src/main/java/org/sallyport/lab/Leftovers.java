// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Ends the processes of this laboratory, and then undoes the rest, when the laboratory ends, however it does. */
public final class Leftovers {
    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();
    private static final Deque<Runnable> AT_END = new ConcurrentLinkedDeque<>();

    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::end, "lab-cleanup"));
    }

    private Leftovers() {}

    /** Remembers a process. */
    public static void note(Process process) {
        STARTED.add(process);
        if (ending) {
            process.destroyForcibly();
        }
    }

    /** Remembers what to do at the end, after the processes are gone; the last remembered is done first. */
    public static void atEnd(Runnable cleanUp) {
        AT_END.addFirst(cleanUp);
    }

    /** Forgets a process that has ended. */
    public static void forget(Process process) {
        STARTED.remove(process);
    }

    /** Whether the laboratory is being ended, perhaps in the middle of something. */
    public static boolean ending() {
        return ending;
    }

    private static void end() {
        ending = true;
        STARTED.stream().filter(Process::isAlive).forEach(Process::destroyForcibly);
        AT_END.forEach(Runnable::run);
    }
}
