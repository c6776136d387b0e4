// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ike;

import java.util.List;
import java.util.Optional;
import org.sallyport.ipsec.DontFragment;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.packet.Ipv4Address;

/**
 * An entry of a bound crypto map whose SAs are negotiated.
 *
 * @param map the set it belongs to
 * @param sequence its number there; the entry that allows a flow with the lowest one decides
 * @param source the entry whose lines describe it: the crypto map's own, or one of the dynamic map that it names
 * @param interfaceName the interface it is bound to
 * @param local this gateway's address there
 * @param peers addresses, or names that are resolved when they are needed; the first is tried first; empty in a dynamic entry
 *     for any
 * @param list the name of its access list; empty in a dynamic entry without one
 * @param elements of its access list, permits and denies in order; a permit is a flow. Empty in a dynamic entry for any flow
 * @param suites its transform sets, the preferred one first
 * @param terms what else it asks for
 */
public record IkeEntry(
        String map,
        int sequence,
        Source source,
        String interfaceName,
        Ipv4Address local,
        List<String> peers,
        Optional<String> list,
        List<SecurityPolicy.Element> elements,
        List<Suite> suites,
        Terms terms) {
    public IkeEntry {
        peers = List.copyOf(peers);
        elements = List.copyOf(elements);
        suites = List.copyOf(suites);
    }

    /** Whether this gateway only answers. */
    public boolean isDynamic() {
        return source instanceof Source.Dynamic;
    }

    /** The words that begin the configuration's lines about it: {@code crypto map outside_map 10}. */
    public String lines() {
        return source.lines(map, sequence);
    }

    /** The line that names its access list, or would. */
    public String matchAddress() {
        return lines() + " match address" + list.map(name -> " " + name).orElse("");
    }

    /** Where an entry is written. */
    public sealed interface Source {
        String lines(String map, int sequence);

        /** In the crypto map itself. */
        record Static() implements Source {
            @Override
            public String lines(String map, int sequence) {
                return "crypto map " + map + " " + sequence;
            }
        }

        /** In a dynamic map that the entry names. */
        record Dynamic(String name, int number) implements Source {
            @Override
            public String lines(String map, int sequence) {
                return "crypto dynamic-map " + name + " " + number;
            }
        }
    }

    /**
     * What an entry asks for beside its flows and suites.
     *
     * @param pfs whether keys are exchanged anew for each SA
     * @param seconds of an SA's life
     * @param kilobytes of an SA's life, of 1,024 bytes
     * @param keepUp whether its SAs are wanted without a packet, too
     * @param dontFragment of the outer header
     */
    public record Terms(Pfs pfs, long seconds, long kilobytes, boolean keepUp, DontFragment dontFragment) {}
}
