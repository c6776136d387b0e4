// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A peer of a hub, with an address and a network of its own; all of them are one process.
 *
 * @param name begins with a letter
 * @param network of 24 bits
 */
record Spoke(String name, String address, String network) {
    /** What holds the networks of all. */
    static final String ALL_NETWORKS = "10.64.0.0/10";

    private static final int ADDRESSES = 250;

    /** Spokes with names that begin with a letter. @param block which addresses are theirs: {@code 198.18.BLOCK.1} and on */
    static List<Spoke> some(String letter, int block, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Spoke(
                        letter + i,
                        "198.18.%d.%d".formatted(block + i / ADDRESSES, 1 + i % ADDRESSES),
                        "10.%d.%d.0".formatted(64 + block + i / ADDRESSES, i % ADDRESSES)))
                .toList();
    }

    /** An address in its network: strongSwan wants one for its routes. */
    String host() {
        return network.replaceFirst("0$", "1");
    }
}
