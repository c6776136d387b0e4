// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processor time of the whole machine. */
final class Processors {
    private static final double TICKS_A_SECOND = 100;

    private Processors() {}

    /**
     * Seconds that all processors together have been busy since the machine started: in programs, in the kernel, in interrupts
     * and what they left for later. Time that a hypervisor took does not count.
     */
    static double busySeconds() {
        try {
            // proc(5): cpu user nice system idle iowait irq softirq steal guest guest_nice
            String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +", -1);
            long ticks = 0;
            for (int field : new int[] {1, 2, 3, 6, 7}) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks / TICKS_A_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
