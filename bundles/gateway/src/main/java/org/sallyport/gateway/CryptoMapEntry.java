// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.packet.Ipv4Address;

/**
 * An entry of a crypto map, as configured.
 *
 * @param type its first line
 * @param match the line that names its access list, whether it has effect or not
 * @param peers addresses and host names, the first tried first
 * @param udp the ports of the datagrams that carry a manual entry's packets; empty for bare IP
 * @param sets the names of its transform sets
 * @param keys its {@code set session-key} lines
 */
record CryptoMapEntry(
        String map,
        int sequence,
        Line type,
        Optional<Line> match,
        List<String> peers,
        Optional<UdpPorts> udp,
        List<String> sets,
        List<Line> keys) {
    CryptoMapEntry {
        peers = List.copyOf(peers);
        sets = List.copyOf(sets);
        keys = List.copyOf(keys);
    }

    static CryptoMapEntry of(Configuration lines, Line type) {
        String map = type.word("map");
        int sequence = (int) type.number("seq");
        return new CryptoMapEntry(
                map,
                sequence,
                type,
                CryptoMaps.match(lines, CryptoMaps.entryOf(type)),
                find(lines, CryptoMaps.SET_PEER, map, sequence).stream()
                        .map(line -> line.word("peer"))
                        .toList(),
                find(lines, CryptoMaps.SET_UDP, map, sequence).stream()
                        .map(line -> new UdpPorts(
                                UdpPorts.NAT_TRAVERSAL,
                                line.arguments()
                                        .find("port")
                                        .map(Integer::parseInt)
                                        .orElse(UdpPorts.NAT_TRAVERSAL)))
                        .findFirst(),
                find(lines, CryptoMaps.SET_TRANSFORM, map, sequence).stream()
                        .flatMap(line -> line.arguments().words("ts").stream())
                        .toList(),
                Stream.of(CryptoMaps.ESP_KEYS, CryptoMaps.AH_KEYS)
                        .flatMap(setting -> find(lines, setting, map, sequence).stream())
                        .toList());
    }

    private static List<Line> find(Configuration lines, Setting setting, String map, int sequence) {
        return lines.lines(setting, "seq", Integer.toString(sequence)).stream()
                .filter(line -> line.word("map").equals(map))
                .toList();
    }

    /** The access list it names. */
    Optional<String> list() {
        return match.map(line -> line.word("acl"));
    }

    /** Why it cannot have SAs for what its list permits, whatever else it has; empty if it can. */
    Optional<String> listFault() {
        return CryptoMaps.listFault(match);
    }

    /** Whether its keys are configured, not negotiated. */
    boolean isManual() {
        return type.has("ipsec-manual");
    }

    /** The dynamic map that describes it; empty if it describes itself. */
    Optional<String> template() {
        return type.arguments().find("dynamic-map");
    }

    /** The first peer, if it is configured by its address. */
    Optional<Ipv4Address> peer() {
        return peers.stream()
                .limit(1)
                .filter(PeerWord::isAddress)
                .map(Ipv4Address::parse)
                .findFirst();
    }

    /** The words that begin its lines. */
    String words() {
        return "crypto map " + map + " " + sequence;
    }

    /** The keys of one direction and protocol. */
    Optional<Line> keys(String direction, int protocol) {
        return keys.stream()
                .filter(line -> line.has(direction) && TransformSet.protocol(line) == protocol)
                .findFirst();
    }
}
