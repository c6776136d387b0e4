// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.SecurityPolicy.Element;
import org.sallyport.ipsec.SecurityPolicy.Entry;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.testkit.Rounds;

/** The compiled policies decide as a walk by the rules of the PIX does, over more than a million pairs of policy and packet. */
final class PolicyEqualityTest {
    private static final int POLICIES = 5_000;
    private static final int PACKETS = 250;

    private int claimed;
    private int handedOn; // by a deny to a later entry that claimed

    @Test
    void theyDecideAsAWalkByTheRulesOfThePix() {
        Rounds.of(POLICIES, random -> {
            var world = new RandomPolicies(random);
            List<SecurityPolicy> policies = world.policies();
            var spd = new SpdSnapshot(policies);
            for (int i = 0; i < PACKETS; i++) {
                compare(spd, policies, world.source(), world.destination());
            }
        });
        assertThat(claimed).isBetween(POLICIES * PACKETS / 10, POLICIES * PACKETS * 9 / 10);
        assertThat(handedOn).isGreaterThan(POLICIES * PACKETS / 50);
    }

    private void compare(SpdSnapshot spd, List<SecurityPolicy> policies, int source, int destination) {
        Optional<Element> expected = walk(policies, source, destination);
        Optional<Element> found = spd.outbound(source, destination).element();
        if (!same(expected, found)) {
            throw new AssertionError("%08x -> %08x: %s instead of %s".formatted(source, destination, found, expected));
        }
        if (spd.mustBeProtected(destination, source) != expected.isPresent()) {
            throw new AssertionError("%08x -> %08x arrived in clear".formatted(destination, source));
        }
        claimed += expected.isPresent() ? 1 : 0;
    }

    /** The same element, whatever else is equal to it. */
    private static boolean same(Optional<Element> expected, Optional<Element> found) {
        return expected.isPresent() == found.isPresent() && (expected.isEmpty() || expected.get() == found.get());
    }

    /** Entries in order; in each the first element that matches decides: claimed, or not under this entry. */
    private Optional<Element> walk(List<SecurityPolicy> policies, int source, int destination) {
        boolean denied = false;
        for (SecurityPolicy policy : policies) {
            for (Entry entry : policy.entries()) {
                for (Element element : entry.elements()) {
                    if (holds(element.selector().source(), source)
                            && holds(element.selector().destination(), destination)) {
                        if (element.permit()) {
                            handedOn += denied ? 1 : 0;
                            return Optional.of(element);
                        }
                        denied = true;
                        break;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** By another arithmetic than that of prefixes. */
    private static boolean holds(Ipv4Prefix prefix, int address) {
        long first = Integer.toUnsignedLong(prefix.address().value());
        long last = first + (1L << 32 - prefix.length()) - 1;
        long candidate = Integer.toUnsignedLong(address);
        return candidate >= first && candidate <= last;
    }
}
