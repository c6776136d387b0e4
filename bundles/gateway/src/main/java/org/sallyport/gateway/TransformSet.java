// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.packet.IpProtocol;

/**
 * A transform set as configured.
 *
 * @param keywords in canonical order: AH, ESP cipher, ESP authenticator
 * @param transport whether it asks for transport mode
 * @param extended whether it asks for sequence numbers of 64 bits
 */
record TransformSet(String name, List<String> keywords, boolean transport, boolean extended) {
    TransformSet {
        keywords = List.copyOf(keywords);
    }

    /** The set of that name, active or waiting for a transform. */
    static Optional<TransformSet> find(Configuration configuration, String name) {
        return TransformSets.find(configuration, name)
                .map(line -> new TransformSet(
                        name,
                        TransformSets.keywords(line),
                        has(configuration, TransformSets.MODE, name),
                        has(configuration, TransformSets.ESN, name)));
    }

    private static boolean has(Configuration configuration, Setting option, String name) {
        return configuration.lines(option).stream()
                .anyMatch(line -> line.word("ts").equals(name));
    }

    /** The protocols of its SAs: ESP, then AH around it. */
    List<Integer> protocols() {
        return List.of(IpProtocol.ESP, IpProtocol.AH).stream()
                .filter(protocol -> !keywords(protocol).isEmpty())
                .toList();
    }

    /** The keywords of one protocol. */
    List<String> keywords(int protocol) {
        return keywords.stream()
                .filter(word -> word.startsWith(word(protocol) + "-"))
                .toList();
    }

    boolean hasAh() {
        return !keywords(IpProtocol.AH).isEmpty();
    }

    /** Why its packets cannot be carried in UDP; empty if they can. */
    Optional<String> complaintAboutUdp() {
        return hasAh()
                ? Optional.of("AH cannot be carried in UDP, and transform-set \"" + name + "\" has "
                        + keywords(IpProtocol.AH).get(0))
                : Optional.empty();
    }

    /** The protocol's name in a line. */
    static String word(int protocol) {
        return protocol == IpProtocol.AH ? "ah" : "esp";
    }

    /** The protocol whose keys a line holds. */
    static int protocol(Line keys) {
        return keys.has("ah") ? IpProtocol.AH : IpProtocol.ESP;
    }
}
