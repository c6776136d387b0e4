// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.List;
import java.util.Optional;
import org.sallyport.config.Arguments;
import org.sallyport.config.Setting;

/**
 * Where a line stands in the written configuration.
 *
 * @param order of its setting
 * @param values of the variables it is sorted by, in their order
 * @param rank of its setting among equals
 */
record Place(int order, List<Optional<String>> values, int rank) implements Comparable<Place> {
    static final Place FIRST = new Place(Integer.MIN_VALUE, List.of(), 0);

    static Place of(Setting setting, Arguments arguments) {
        return new Place(
                setting.order(),
                setting.sortedBy().stream().map(arguments::find).toList(),
                setting.rank());
    }

    @Override
    public int compareTo(Place other) {
        int difference = Integer.compare(order, other.order);
        for (int i = 0; difference == 0 && i < Math.min(values.size(), other.values.size()); i++) {
            difference = compare(values.get(i), other.values.get(i));
        }
        return difference != 0 ? difference : Integer.compare(rank, other.rank);
    }

    /** Numbers before words, nothing last. */
    private static int compare(Optional<String> one, Optional<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        boolean number = isNumber(one.get());
        boolean otherNumber = isNumber(other.get());
        if (number && otherNumber) {
            return Long.compare(Long.parseLong(one.get()), Long.parseLong(other.get()));
        }
        return number != otherNumber
                ? Boolean.compare(otherNumber, number)
                : one.get().compareTo(other.get());
    }

    private static boolean isNumber(String word) {
        return word.length() <= 18 && !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
