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
 * An {@code ipsec-manual} entry of a crypto map, as configured.
 *
 * @param list the access list it names
 * @param udp the ports of the datagrams that carry its packets; empty for bare IP
 * @param sets the names of its transform sets
 * @param keys its {@code set session-key} lines
 */
record CryptoMapEntry(
        String map,
        int sequence,
        Optional<String> list,
        Optional<Ipv4Address> peer,
        Optional<UdpPorts> udp,
        List<String> sets,
        List<Line> keys) {
    CryptoMapEntry {
        sets = List.copyOf(sets);
        keys = List.copyOf(keys);
    }

    static CryptoMapEntry of(Configuration lines, String map, int sequence) {
        return new CryptoMapEntry(
                map,
                sequence,
                find(lines, CryptoMaps.MATCH_ADDRESS, map, sequence).stream()
                        .map(line -> line.word("acl"))
                        .findFirst(),
                find(lines, CryptoMaps.SET_PEER, map, sequence).stream()
                        .map(line -> Ipv4Address.parse(line.word("peer")))
                        .findFirst(),
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

    /** The keys of one direction and protocol. */
    Optional<Line> keys(String direction, int protocol) {
        return keys.stream()
                .filter(line -> line.has(direction) && TransformSet.protocol(line) == protocol)
                .findFirst();
    }
}
