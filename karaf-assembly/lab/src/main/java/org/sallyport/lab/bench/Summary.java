// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.List;
import java.util.Optional;

/** What is told of several values of one figure. */
record Summary(double median, double least, double most, int count) {
    static Optional<Summary> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int count = sorted.size();
        double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
        return Optional.of(new Summary(median, sorted.get(0), sorted.get(count - 1), count));
    }
}
