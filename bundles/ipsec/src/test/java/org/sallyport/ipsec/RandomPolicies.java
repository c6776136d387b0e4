// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.sallyport.ipsec.SecurityPolicy.Element;
import org.sallyport.ipsec.SecurityPolicy.Entry;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/**
 * Policies of one of many kinds, and packets that meet the edges of their prefixes. The kind is drawn, too: how large the
 * world is, which lengths prefixes have, how many denies there are, how often selectors and whole entries come again.
 */
final class RandomPolicies {
    private static final int[][] LENGTHS = {
        {0, 32},
        {24},
        {16, 24},
        {0, 8, 16, 24, 32},
        {30, 31, 32},
        {0, 1, 2, 3},
        {22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32},
        {}
    };
    private static final int[] WORLD_BITS = {2, 4, 10, 16, 32};

    private final SplittableRandom random;
    private final int[] lengths;
    private final int worldBits;
    private final int deniesInTen;
    private final int repeatsInTen;
    private final List<TrafficSelector> used = new ArrayList<>();

    RandomPolicies(SplittableRandom random) {
        this.random = random;
        this.lengths = LENGTHS[random.nextInt(LENGTHS.length)];
        this.worldBits = WORLD_BITS[random.nextInt(WORLD_BITS.length)];
        this.deniesInTen = random.nextInt(10);
        this.repeatsInTen = random.nextInt(10);
    }

    /** One to three policies; in one of a hundred rounds up to 2,000 entries, and one of fifty entries is long. */
    List<SecurityPolicy> policies() {
        int most = random.nextInt(100) == 0 ? 2_000 : 12;
        var policies = new ArrayList<SecurityPolicy>();
        for (int count = random.nextInt(1, 4); count > 0; count--) {
            policies.add(new SecurityPolicy("eth" + count, entries(policies.size(), random.nextInt(most))));
        }
        return policies;
    }

    private List<Entry> entries(int policy, int count) {
        var entries = new ArrayList<Entry>();
        for (int number = 0; number < count; number++) {
            boolean again = !entries.isEmpty() && random.nextInt(10) == 0;
            entries.add(
                    again
                            ? entries.get(random.nextInt(entries.size()))
                            : new Entry(elements(policy, number, random.nextInt(random.nextInt(50) == 0 ? 200 : 8))));
        }
        return entries;
    }

    private List<Element> elements(int policy, int entry, int count) {
        var elements = new ArrayList<Element>();
        for (int number = 0; number < count; number++) {
            var flow = new Flow("map" + policy, entry, number);
            elements.add(new Element(random.nextInt(10) >= deniesInTen, selector(), flow));
        }
        return elements;
    }

    private TrafficSelector selector() {
        if (!used.isEmpty() && random.nextInt(10) < repeatsInTen) {
            return used.get(random.nextInt(used.size()));
        }
        var selector = new TrafficSelector(prefix(), prefix());
        used.add(selector);
        return selector;
    }

    private Ipv4Prefix prefix() {
        int length = lengths.length == 0 ? random.nextInt(33) : lengths[random.nextInt(lengths.length)];
        return new Ipv4Prefix(new Ipv4Address(somewhere() & Ipv4Prefix.mask(length)), length);
    }

    /** An address; in a small world few differ, and the last bits of both ends of the address space occur. */
    private int somewhere() {
        return random.nextInt() >> 32 - worldBits ^ (random.nextBoolean() ? 0x0A000000 : 0);
    }

    /** A source. */
    int source() {
        return used.isEmpty() || random.nextInt(8) == 0
                ? somewhere()
                : near(used.get(random.nextInt(used.size())).source());
    }

    /** A destination. */
    int destination() {
        return used.isEmpty() || random.nextInt(8) == 0
                ? somewhere()
                : near(used.get(random.nextInt(used.size())).destination());
    }

    /** In a prefix, or beside it: its ends, and their neighbours outside. */
    private int near(Ipv4Prefix prefix) {
        int first = prefix.address().value();
        int last = first | ~Ipv4Prefix.mask(prefix.length());
        return switch (random.nextInt(8)) {
            case 0 -> first - 1;
            case 1 -> last + 1;
            case 2, 3 -> first;
            case 4, 5 -> last;
            default -> first | random.nextInt() & ~Ipv4Prefix.mask(prefix.length());
        };
    }
}
