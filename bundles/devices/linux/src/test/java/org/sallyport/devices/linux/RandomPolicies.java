// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.ArrayList;
import java.util.SplittableRandom;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.SecurityPolicy.Element;
import org.sallyport.ipsec.SecurityPolicy.Entry;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/** Policies and addresses from a world so small that prefixes overlap in every way; and the naive walk over them. */
final class RandomPolicies {
    private static final int[] LENGTHS = {0, 8, 22, 24, 25, 26, 28, 30, 31, 32};

    private final SplittableRandom random;

    RandomPolicies(long seed) {
        random = new SplittableRandom(seed);
    }

    /** An address of 20.0.0.0/22, and seldom of elsewhere. */
    int address() {
        return random.nextInt(8) == 0 ? 0x15000000 | random.nextInt(4) : 0x14000000 | random.nextInt(1024);
    }

    Ipv4Prefix prefix() {
        int length = LENGTHS[random.nextInt(LENGTHS.length)];
        return new Ipv4Prefix(new Ipv4Address(address() & Ipv4Prefix.mask(length)), length);
    }

    SecurityPolicy policy(String interfaceName) {
        var entries = new ArrayList<Entry>();
        for (int e = random.nextInt(5); e >= 0; e--) {
            var elements = new ArrayList<Element>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                var selector = new TrafficSelector(prefix(), prefix());
                elements.add(new Element(random.nextInt(3) > 0, selector, new Flow("map", e, i)));
            }
            entries.add(new Entry(elements));
        }
        return new SecurityPolicy(interfaceName, entries);
    }

    /** As the PIX says it: entries in order; in each, the first match decides; a deny leads to the next entry. */
    static boolean walk(SecurityPolicy policy, int source, int destination) {
        for (Entry entry : policy.entries()) {
            for (Element element : entry.elements()) {
                if (element.selector().matches(source, destination)) {
                    if (element.permit()) {
                        return true;
                    }
                    break;
                }
            }
        }
        return false;
    }
}
