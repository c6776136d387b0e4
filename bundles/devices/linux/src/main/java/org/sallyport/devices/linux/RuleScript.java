// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sallyport.ipsec.AccessFilters;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;

/**
 * Policies as two scripts for {@code nft -f}, to be run one after the other. Equal scripts do the same.
 *
 * <p>Steering marks claimed packets on their way in and where they are made, if they are for a bound interface; what the
 * unit itself needs, and what the main table sends elsewhere, goes its way. The guard asks the access lists alone: a claimed
 * packet does not leave a bound interface without the gateway's mark, and one that the lists match with its ends exchanged
 * does not come in there in clear. A client of DHCP asks by broadcast, which nothing claims, and may be answered by any host;
 * what it sends to one host is claimed like anything else. What the unit sends is guarded in {@code postrouting}: the hook
 * {@code output} still sees the interface from before the steering.
 *
 * <p>There is no moment without rules. A transaction of nftables is not enough for that: its new rules may count a little
 * earlier than the elements of its new sets, and a packet may ask the new chain before and the old one after the change. Therefore the sets come first, in a transaction of their own and under
 * names of their own; then the rules of chains that stay are exchanged.
 *
 * <p>Where the rules stay and sets only grow, as with each peer that gets a flow of its own, a third script adds their new elements.
 *
 * @param sets the elements of each set, with {@link #GENERATION} in front of their names
 * @param rules counters, chains and rules that use them, likewise
 */
record RuleScript(Map<String, Set<String>> sets, String rules) {
    /** Stands for the letter and number that tell the sets and chains of one loading from those of another. */
    private static final String GENERATION = "$.";

    private static final String TABLE = "table inet " + Numbers.NFT_TABLE;
    private static final Pattern INTERFACE_NAME = Pattern.compile("[A-Za-z0-9_.:@+-]{1,15}");
    private static final Ends OUTBOUND = new Ends("ip saddr", "ip daddr");
    private static final Ends INBOUND = new Ends("ip daddr", "ip saddr");

    /**
     * What the rules find.
     *
     * @param tunName the TUN that opened packets come out of
     * @param logs whether the kernel can show dropped packets to a group
     */
    record Kernel(String tunName, boolean logs) {
        static final Kernel PLAIN = new Kernel(LinuxMachine.DEFAULT_TUN, false);
    }

    /**
     * The rules for policies; those of one interface count together.
     *
     * @param closed interfaces through which nothing is forwarded in clear, since what shall be claimed there cannot be said
     * @throws IllegalArgumentException if a policy's interface has a name that no rule can hold
     */
    static RuleScript of(List<SecurityPolicy> policies, Set<String> closed) {
        return of(policies, closed, AccessFilters.NONE, Kernel.PLAIN);
    }

    /** The rules for policies and access lists. */
    static RuleScript of(List<SecurityPolicy> policies, Set<String> closed, AccessFilters filters, Kernel kernel) {
        var sets = new LinkedHashMap<String, Set<String>>();
        var rules = new StringBuilder();
        var names = new ArrayList<String>();
        var drops = new Drops(GENERATION, kernel.logs());
        var filterRules = new FilterRules(filters, GENERATION);
        var bound = new LinkedHashMap<String, String>();
        filterRules.writeChains(drops, rules);
        for (SecurityPolicy policy : policies) {
            String name = policy.interfaceName();
            if (!canName(name)) {
                throw new IllegalArgumentException("interface name \"" + name + "\" cannot stand in a rule");
            }
            var chains = new PolicyChains(GENERATION + "p" + names.size(), ClaimTree.of(policy));
            chains.writeSets(sets);
            chains.write("steer", OUTBOUND, "meta mark set " + hex(Numbers.CLAIM_MARK) + " accept", rules);
            chains.write("leak", OUTBOUND, drops.verdict(new GuardCounter(DropReason.LEAK, name)), rules);
            chains.write("clear", INBOUND, drops.verdict(new GuardCounter(DropReason.CLEAR_TEXT, name)), rules);
            if (!filterRules.isEmpty()) {
                chains.write("opened", INBOUND, filterRules.verdict(name), rules);
                bound.put(name, chains.name("opened"));
            }
            names.add(name);
        }
        var barriers = new StringBuilder();
        for (String name : closed) {
            barrier("iifname", name, drops.verdict(new GuardCounter(DropReason.CLEAR_TEXT, name)), barriers);
            barrier("oifname", name, drops.verdict(new GuardCounter(DropReason.LEAK, name)), barriers);
        }
        writeHooks(names, barriers.toString(), rules);
        filterRules.writeHook(kernel.tunName(), bound, rules);
        var ends = new StringBuilder();
        drops.write(ends);
        return new RuleScript(sets, ends.append(rules).toString());
    }

    /** Whether a rule can hold the name of this interface. */
    static boolean canName(String interfaceName) {
        return INTERFACE_NAME.matcher(interfaceName).matches();
    }

    private static void barrier(String side, String name, String verdict, StringBuilder barriers) {
        barriers.append("        ").append(side).append(" \"").append(name).append("\" ");
        barriers.append(verdict).append('\n');
    }

    /** The first script: only sets, which nothing asks yet. */
    String setsFor(int generation) {
        var text = new StringBuilder();
        sets.forEach((name, elements) -> text.append("    set ")
                .append(name)
                .append(" {\n        typeof ip saddr . ip daddr\n        elements = {\n            ")
                .append(String.join(",\n            ", elements))
                .append("\n        }\n    }\n"));
        return "add " + TABLE + "\n" + TABLE + " {\n" + named(text.toString(), generation) + "}\n";
    }

    /** What has to be added to another script's sets to make this one of it; empty if that is not all that differs. */
    Optional<String> additionsTo(RuleScript other, int generation) {
        boolean grows = rules.equals(other.rules)
                && sets.keySet().equals(other.sets.keySet())
                && sets.entrySet().stream().allMatch(set -> set.getValue().containsAll(other.elements(set.getKey())));
        if (!grows) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        sets.forEach((name, elements) -> {
            var more = new LinkedHashSet<>(elements);
            more.removeAll(other.elements(name));
            if (!more.isEmpty()) {
                text.append("add element inet ")
                        .append(Numbers.NFT_TABLE)
                        .append(' ')
                        .append(name);
                text.append(" { ").append(String.join(", ", more)).append(" }\n");
            }
        });
        return Optional.of(named(text.toString(), generation));
    }

    private Set<String> elements(String set) {
        return sets.getOrDefault(set, Set.of());
    }

    /** The second script: other rules in the place of those that are there, and away with what only they used. */
    String rulesFor(int generation, Nft.Table present) {
        var text = new StringBuilder();
        text.append("add ").append(TABLE).append("\nflush ").append(TABLE).append('\n');
        text.append(TABLE).append(" {\n").append(named(rules, generation)).append("}\n");
        present.chains().forEach(chain -> delete("chain", chain, text));
        present.sets().forEach(set -> delete("set", set, text));
        present.hits().stream()
                .filter(hit -> !rules.contains("counter " + hit + " {"))
                .forEach(hit -> delete("counter", hit, text));
        return text.toString();
    }

    private static void delete(String kind, String name, StringBuilder text) {
        text.append("delete ").append(kind).append(" inet ").append(Numbers.NFT_TABLE);
        text.append(' ').append(name).append('\n');
    }

    private static String named(String text, int generation) {
        return text.replace(GENERATION, "g" + generation + ".");
    }

    private static void writeHooks(List<String> names, String barriers, StringBuilder body) {
        body.append(String.format(
                Locale.ROOT,
                """
                    chain steer_prerouting {
                        type filter hook prerouting priority mangle; policy accept;
                        meta nfproto != ipv4 accept
                        meta mark %1$s accept
                        iifname "lo" accept
                        fib daddr type { local, broadcast, multicast } accept
                %2$s%3$s    }
                    chain steer_output {
                        type route hook output priority mangle; policy accept;
                        meta nfproto != ipv4 accept
                        meta mark %1$s accept
                        fib daddr type { local, broadcast, multicast } accept
                %4$s    }
                    chain guard_input {
                        type filter hook input priority filter; policy accept;
                        meta nfproto != ipv4 accept
                        meta l4proto { esp, ah } accept
                        udp dport { 500, 4500 } accept
                        udp sport 67 udp dport 68 accept
                        icmp type destination-unreachable icmp code frag-needed @th,136,8 { 50, 51 } accept
                        icmp type destination-unreachable icmp code frag-needed @th,136,8 17 @th,224,16 4500 accept
                        fib daddr type { broadcast, multicast } accept
                %5$s    }
                    chain guard_forward {
                        type filter hook forward priority filter; policy accept;
                        meta nfproto != ipv4 accept
                %5$s        meta mark %1$s accept
                %6$s%7$s    }
                    chain guard_output {
                        type filter hook postrouting priority filter; policy accept;
                        meta nfproto != ipv4 accept
                        meta mark %1$s accept
                        fib daddr type { broadcast, multicast } accept
                %6$s    }
                """,
                hex(Numbers.OWN_MARK),
                jumps(names, "fib daddr . mark oifname \"%s\"", "steer"),
                jumps(names, "fib daddr . mark oif missing", "steer"),
                jumps(names, "oifname \"%s\"", "steer"),
                jumps(names, "iifname \"%s\"", "clear"),
                jumps(names, "oifname \"%s\"", "leak"),
                barriers));
    }

    private static String jumps(List<String> names, String condition, String chain) {
        var rules = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            rules.append("        ").append(condition.replace("%s", names.get(i)));
            rules.append(" jump ")
                    .append(GENERATION)
                    .append('p')
                    .append(i)
                    .append('.')
                    .append(chain)
                    .append('\n');
        }
        return rules.toString();
    }

    private static String hex(int mark) {
        return "0x" + Integer.toHexString(mark);
    }

    /** Which address of a packet is held against the source of a selector, and which against its destination. */
    private record Ends(String source, String destination) {
        /** A packet's addresses as the members of a set have them. */
        String cutLike(TrafficSelector member) {
            return source + " & " + member.source().mask() + " . " + destination + " & "
                    + member.destination().mask();
        }
    }

    /** One policy's sets, and the chains that ask them. */
    private record PolicyChains(String id, ClaimTree tree) {
        void writeSets(Map<String, Set<String>> sets) {
            writeSets(id, tree.always(), sets);
            for (int b = 0; b < tree.branches().size(); b++) {
                List<ClaimTree.Run> branch = tree.branches().get(b);
                for (int r = 0; r < branch.size(); r++) {
                    writeSets(runName(b, r), branch.get(r).selectors(), sets);
                }
            }
        }

        private static void writeSets(String name, SelectorSets selectors, Map<String, Set<String>> sets) {
            for (int s = 0; s < selectors.sets().size(); s++) {
                sets.put(
                        name + ".s" + s,
                        selectors.sets().get(s).stream()
                                .map(PolicyChains::element)
                                .collect(toCollection(LinkedHashSet::new)));
            }
        }

        private static String element(TrafficSelector selector) {
            return selector.source().address() + " . " + selector.destination().address();
        }

        /** Writes the chains that give packets the verdict if the policy claims them. */
        void write(String purpose, Ends ends, String verdict, StringBuilder body) {
            for (int b = 0; b < tree.branches().size(); b++) {
                body.append("    chain ").append(branchName(purpose, b)).append(" {\n");
                List<ClaimTree.Run> branch = tree.branches().get(b);
                for (int r = 0; r < branch.size(); r++) {
                    ClaimTree.Run run = branch.get(r);
                    writeRules(ends, runName(b, r), run.selectors(), run.permit() ? verdict : "return", body);
                }
                body.append("    }\n");
            }
            body.append("    chain ").append(name(purpose)).append(" {\n");
            writeRules(ends, id, tree.always(), verdict, body);
            for (int b = 0; b < tree.branches().size(); b++) {
                body.append("        jump ").append(branchName(purpose, b)).append('\n');
            }
            body.append("    }\n");
        }

        String name(String purpose) {
            return id + '.' + purpose;
        }

        private static void writeRules(
                Ends ends, String name, SelectorSets selectors, String verdict, StringBuilder body) {
            for (int s = 0; s < selectors.sets().size(); s++) {
                TrafficSelector member = selectors.sets().get(s).get(0);
                body.append("        ")
                        .append(ends.cutLike(member))
                        .append(" @")
                        .append(name);
                body.append(".s").append(s).append(' ').append(verdict).append('\n');
            }
        }

        private String branchName(String purpose, int branch) {
            return id + '.' + purpose + ".b" + branch;
        }

        private String runName(int branch, int run) {
            return id + ".b" + branch + ".r" + run;
        }
    }
}
