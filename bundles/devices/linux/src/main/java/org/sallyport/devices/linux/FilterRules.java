// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sallyport.ipsec.AccessFilter;
import org.sallyport.ipsec.AccessFilters;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.PacketMatch;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Prefix;

/**
 * The access lists of interfaces as chains: one an interface, whose rules are asked in order, and a hook that sends packets
 * there by the interface they arrived at. A rule counts what it decides under its own name, which it keeps in the next
 * loading; the counters of rules that are gone go with them.
 */
final class FilterRules {
    /** Begins the names of the counters of rules. */
    static final String HIT = "hit.";

    private final AccessFilters filters;
    private final Map<String, String> chains = new TreeMap<>();

    /** @param generation stands in front of the names of chains */
    FilterRules(AccessFilters filters, String generation) {
        this.filters = filters;
        for (AccessFilter filter : filters.filters()) {
            if (!RuleScript.canName(filter.interfaceName())) {
                throw new IllegalArgumentException(
                        "interface name \"" + filter.interfaceName() + "\" cannot stand in a rule");
            }
            chains.put(filter.interfaceName(), generation + "f" + chains.size());
        }
    }

    boolean isEmpty() {
        return chains.isEmpty();
    }

    /** What becomes of a packet that arrived at an interface. */
    String verdict(String interfaceName) {
        String chain = chains.get(interfaceName);
        return chain == null ? "accept" : "goto " + chain;
    }

    /** The names of the counters that its rules have. */
    Set<String> counters() {
        Set<String> names = new TreeSet<>();
        filters.filters().forEach(filter -> filter.rules().forEach(rule -> names.add(HIT + rule.id())));
        return names;
    }

    /** Writes counters and chains. */
    void writeChains(Drops drops, StringBuilder body) {
        counters().forEach(name -> body.append("    counter ").append(name).append(" { }\n"));
        for (AccessFilter filter : filters.filters()) {
            String refusal = drops.verdict(new GuardCounter(DropReason.ACCESS_DENIED, filter.interfaceName()));
            body.append("    chain ").append(chains.get(filter.interfaceName())).append(" {\n");
            for (AccessFilter.Rule rule : filter.rules()) {
                body.append("        ").append(match(rule.match())).append("counter name ");
                body.append(HIT).append(rule.id()).append(' ');
                body.append(rule.permit() ? "accept" : refusal).append('\n');
            }
            body.append("        ").append(refusal).append("\n    }\n");
        }
    }

    /**
     * Writes the hook. What came out of an SA arrives at the TUN; the policy that claims its way back tells for which
     * interface it is judged.
     *
     * @param bound interfaces with policies, and the chains that have the verdicts for what they claim the other way
     */
    void writeHook(String tunName, Map<String, String> bound, StringBuilder body) {
        if (isEmpty()) {
            return;
        }
        body.append("""
                    chain access_forward {
                        type filter hook forward priority filter + 1; policy accept;
                        meta nfproto != ipv4 accept
                        ct state established,related accept
                """);
        Set<String> filtered = new TreeSet<>(bound.keySet());
        filtered.retainAll(chains.keySet());
        String fromTun = "        iifname \"" + tunName + "\" ";
        if (filters.exemptsDecrypted() || filtered.isEmpty()) {
            body.append(fromTun).append("accept\n");
        } else {
            if (bound.size() > 1) {
                bound.values()
                        .forEach(chain -> body.append(fromTun)
                                .append("jump ")
                                .append(chain)
                                .append('\n'));
            }
            String anyOther = filtered.iterator().next(); // claimed by no policy any more: not let through unasked
            body.append(fromTun).append(verdict(anyOther)).append('\n');
        }
        chains.keySet()
                .forEach(name -> body.append("        iifname \"")
                        .append(name)
                        .append("\" ")
                        .append(verdict(name))
                        .append('\n'));
        body.append("    }\n");
    }

    private static String match(PacketMatch match) {
        return network("ip saddr", match.selector().source())
                + network("ip daddr", match.selector().destination())
                + protocol(match);
    }

    private static String network(String field, Ipv4Prefix network) {
        return network.length() == 0 ? "" : field + " " + network + " ";
    }

    private static String protocol(PacketMatch match) {
        boolean icmp = match.protocol() == IpProtocol.ICMP && match.icmpType() != PacketMatch.ANY;
        if (icmp) {
            return "icmp type " + match.icmpType() + " ";
        }
        String ports = ports(match, "sport", match.sourcePorts()) + ports(match, "dport", match.destinationPorts());
        return match.protocol() == PacketMatch.ANY || !ports.isEmpty()
                ? ports
                : "ip protocol " + match.protocol() + " ";
    }

    private static String ports(PacketMatch match, String field, List<PacketMatch.Ports> ranges) {
        if (ranges.isEmpty()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%s %s { %s } ",
                match.protocol() == IpProtocol.TCP ? "tcp" : "udp",
                field,
                ranges.stream()
                        .map(range -> range.first() == range.last()
                                ? String.valueOf(range.first())
                                : range.first() + "-" + range.last())
                        .collect(joining(", ")));
    }
}
