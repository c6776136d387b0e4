// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

/**
 * A row of the table.
 */
record Figure(Workload workload, Quantity quantity) {
    /** What is told of a measurement. */
    enum Quantity {
        RATE("Mbit/s", 0),
        CPU("CPU s/GB", 2),
        PACKETS("packets/s", 0),
        MEDIAN("µs, median", 0),
        NEARLY_ALL("µs, 99 %", 0);

        final String unit;
        final int decimals;

        Quantity(String unit, int decimals) {
            this.unit = unit;
            this.decimals = decimals;
        }
    }

    String title() {
        return workload.title + ", " + quantity.unit;
    }
}
