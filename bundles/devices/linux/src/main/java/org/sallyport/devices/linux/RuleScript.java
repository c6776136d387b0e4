// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;

/**
 * Policies as a script for {@code nft -f}: one table that replaces the one before it in one step. Equal scripts do the same.
 *
 * <p>Steering marks claimed packets on their way in and where they are made, if they are for a bound interface; what the
 * unit itself needs, and what the main table sends elsewhere, goes its way. The guard asks the access lists alone: a claimed
 * packet does not leave a bound interface without the gateway's mark, and one that the lists match with its ends exchanged
 * does not come in there in clear. What the unit sends is guarded in {@code postrouting}: the hook {@code output} still
 * sees the interface from before the steering.
 *
 * @param counters those that the body refers to
 */
record RuleScript(List<GuardCounter> counters, String body) {
    private static final Pattern INTERFACE_NAME = Pattern.compile("[A-Za-z0-9_.:@+-]{1,15}");
    private static final String OUTBOUND = "ip saddr . ip daddr";
    private static final String INBOUND = "ip daddr . ip saddr";

    RuleScript {
        counters = List.copyOf(counters);
    }

    /** @throws IllegalArgumentException if an interface has a name that no rule can hold */
    static RuleScript of(List<SecurityPolicy> policies) {
        var counters = new ArrayList<GuardCounter>();
        var body = new StringBuilder();
        var names = new ArrayList<String>();
        for (SecurityPolicy policy : policies) {
            String name = policy.interfaceName();
            if (!INTERFACE_NAME.matcher(name).matches() || names.contains(name)) {
                throw new IllegalArgumentException("interface name \"" + name + "\" cannot stand in a rule");
            }
            var leak = new GuardCounter(DropReason.LEAK, name);
            var clear = new GuardCounter(DropReason.CLEAR_TEXT, name);
            String id = "p" + names.size();
            var chains = new PolicyChains(id, ClaimTree.of(policy), body);
            chains.writeSets();
            chains.write("steer", OUTBOUND, "meta mark set " + hex(Numbers.CLAIM_MARK) + " accept");
            chains.write("leak", OUTBOUND, "counter name " + leak.name() + " drop");
            chains.write("clear", INBOUND, "counter name " + clear.name() + " drop");
            counters.add(leak);
            counters.add(clear);
            names.add(name);
        }
        writeHooks(names, body);
        return new RuleScript(counters, body.toString());
    }

    /** The script, with what the counters shall begin from. */
    String text(Map<GuardCounter, Nft.Count> counts) {
        var text = new StringBuilder();
        String table = "table inet " + Numbers.NFT_TABLE;
        text.append("add ").append(table).append("\ndelete ").append(table).append('\n');
        text.append(table).append(" {\n");
        for (GuardCounter counter : counters) {
            Nft.Count count = counts.getOrDefault(counter, Nft.Count.ZERO);
            text.append(String.format(
                    Locale.ROOT,
                    "    counter %s { packets %d bytes %d }\n",
                    counter.name(),
                    count.packets(),
                    count.bytes()));
        }
        return text.append(body).append("}\n").toString();
    }

    private static void writeHooks(List<String> names, StringBuilder body) {
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
                        udp sport 68 udp dport 67 accept
                %4$s    }
                    chain guard_input {
                        type filter hook input priority filter; policy accept;
                        meta nfproto != ipv4 accept
                        meta l4proto { esp, ah } accept
                        udp dport { 500, 4500 } accept
                        udp sport 67 udp dport 68 accept
                        fib daddr type { broadcast, multicast } accept
                %5$s    }
                    chain guard_forward {
                        type filter hook forward priority filter; policy accept;
                        meta nfproto != ipv4 accept
                %5$s        meta mark %1$s accept
                %6$s    }
                    chain guard_output {
                        type filter hook postrouting priority filter; policy accept;
                        meta nfproto != ipv4 accept
                        meta mark %1$s accept
                        fib daddr type { broadcast, multicast } accept
                        udp sport 68 udp dport 67 accept
                %6$s    }
                """,
                hex(Numbers.OWN_MARK),
                jumps(names, "fib daddr . mark oifname \"%s\"", "steer"),
                jumps(names, "fib daddr . mark oif missing", "steer"),
                jumps(names, "oifname \"%s\"", "steer"),
                jumps(names, "iifname \"%s\"", "clear"),
                jumps(names, "oifname \"%s\"", "leak")));
    }

    private static String jumps(List<String> names, String condition, String chain) {
        var rules = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            rules.append("        ").append(condition.replace("%s", names.get(i)));
            rules.append(" jump p").append(i).append('.').append(chain).append('\n');
        }
        return rules.toString();
    }

    private static String hex(int mark) {
        return "0x" + Integer.toHexString(mark);
    }

    /** One policy's sets, and the chains that ask them. */
    private record PolicyChains(String id, ClaimTree tree, StringBuilder body) {
        void writeSets() {
            writeSets(id, tree.always());
            for (int b = 0; b < tree.branches().size(); b++) {
                List<ClaimTree.Run> branch = tree.branches().get(b);
                for (int r = 0; r < branch.size(); r++) {
                    writeSets(runName(b, r), branch.get(r).selectors());
                }
            }
        }

        private void writeSets(String name, SelectorSets selectors) {
            for (int s = 0; s < selectors.sets().size(); s++) {
                body.append("    set ").append(name).append(".s").append(s).append(" {\n");
                body.append("        typeof ip saddr . ip daddr\n        flags interval\n        elements = {\n");
                body.append(selectors.sets().get(s).stream()
                        .map(PolicyChains::element)
                        .collect(joining(",\n            ", "            ", "\n")));
                body.append("        }\n    }\n");
            }
        }

        private static String element(TrafficSelector selector) {
            return selector.source() + " . " + selector.destination();
        }

        /** Writes the chains that give packets the verdict if the policy claims them. */
        void write(String purpose, String pair, String verdict) {
            for (int b = 0; b < tree.branches().size(); b++) {
                body.append("    chain ").append(branchName(purpose, b)).append(" {\n");
                List<ClaimTree.Run> branch = tree.branches().get(b);
                for (int r = 0; r < branch.size(); r++) {
                    ClaimTree.Run run = branch.get(r);
                    writeRules(pair, runName(b, r), run.selectors(), run.permit() ? verdict : "return");
                }
                body.append("    }\n");
            }
            body.append("    chain ").append(id).append('.').append(purpose).append(" {\n");
            writeRules(pair, id, tree.always(), verdict);
            for (int b = 0; b < tree.branches().size(); b++) {
                body.append("        jump ").append(branchName(purpose, b)).append('\n');
            }
            body.append("    }\n");
        }

        private void writeRules(String pair, String sets, SelectorSets selectors, String verdict) {
            for (int s = 0; s < selectors.sets().size(); s++) {
                body.append(String.format(Locale.ROOT, "        %s @%s.s%d %s\n", pair, sets, s, verdict));
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
