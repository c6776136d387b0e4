// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.packet.Ipv4Address;

/**
 * The {@code isakmp} lines.
 *
 * @param interfaces where IKE is enabled, as {@code nameif} names them
 * @param identity what this gateway calls itself
 * @param suites the lines of all policies, whether they can be followed or not
 * @param policies in ascending priority, the default suite last; those among them that lack a transform now
 * @param keys in no order
 */
public record Settings(
        Set<String> interfaces,
        Identity identity,
        List<String> suites,
        List<Policy> policies,
        List<PeerKey> keys,
        Options options) {
    /** Nothing is configured: IKE is off. */
    public static final Settings NONE =
            new Settings(Set.of(), new Identity.Address(), List.of(), List.of(), List.of(), Options.DEFAULT);

    public Settings {
        interfaces = Set.copyOf(interfaces);
        suites = List.copyOf(suites);
        policies = List.copyOf(policies);
        keys = List.copyOf(keys);
    }

    /** The pre-shared key for a peer: of those whose network holds its address the one with the longest mask. */
    public Optional<PeerKey> key(Ipv4Address peer) {
        return keys.stream()
                .filter(key -> key.peers().contains(peer.value()))
                .max(Comparator.comparingInt(key -> key.peers().length()));
    }
}
