// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;

/**
 * The access list of an interface: the first rule that matches a packet which arrives there, to be forwarded, decides; one
 * that none matches is denied. Packets of a connection that was let through, and those that belong to it, are not asked
 * about; neither are packets for the unit itself.
 *
 * @param interfaceName the machine's name of the interface
 */
public record AccessFilter(String interfaceName, List<Rule> rules) {
    public AccessFilter {
        rules = List.copyOf(rules);
    }

    /**
     * A rule.
     *
     * @param id names its counter: hexadecimal digits; rules with one id count together
     */
    public record Rule(boolean permit, PacketMatch match, String id) {}
}
