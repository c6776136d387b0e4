// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;

/**
 * What a policy claims, in a form that costs few lookups a packet.
 *
 * <p>A packet is claimed if in any entry the first element that matches is a permit: in which one does not matter here. So
 * the permits that stand in front of every deny of their entry are one union over all entries. What stands behind a deny
 * remains a branch of its own: runs of denies and permits in turn.
 *
 * @param always permits with no deny in front of them
 * @param branches the rest of those entries that have denies in front of permits
 */
record ClaimTree(String interfaceName, SelectorSets always, List<List<Run>> branches) {
    ClaimTree {
        branches = branches.stream().map(List::copyOf).toList();
    }

    /** Neighbouring elements with the same verdict. */
    record Run(boolean permit, SelectorSets selectors) {}

    static ClaimTree of(SecurityPolicy policy) {
        var always = new ArrayList<TrafficSelector>();
        var branches = new ArrayList<List<Run>>();
        for (SecurityPolicy.Entry entry : policy.entries()) {
            List<SecurityPolicy.Element> elements = entry.elements();
            int next = 0;
            while (next < elements.size() && elements.get(next).permit()) {
                always.add(elements.get(next++).selector());
            }
            List<Run> branch = runs(elements.subList(next, elements.size()));
            if (!branch.isEmpty()) {
                branches.add(branch);
            }
        }
        return new ClaimTree(policy.interfaceName(), SelectorSets.of(always), branches);
    }

    /** The runs, without denies at the end, which change nothing. */
    private static List<Run> runs(List<SecurityPolicy.Element> elements) {
        var runs = new ArrayList<Run>();
        int next = 0;
        int useful = 0;
        while (next < elements.size()) {
            boolean permit = elements.get(next).permit();
            var selectors = new ArrayList<TrafficSelector>();
            while (next < elements.size() && elements.get(next).permit() == permit) {
                selectors.add(elements.get(next++).selector());
            }
            runs.add(new Run(permit, SelectorSets.of(selectors)));
            useful = permit ? runs.size() : useful;
        }
        return List.copyOf(runs.subList(0, useful));
    }

    /** Whether a packet is claimed; the rules of the kernel decide the same. */
    boolean claims(int source, int destination) {
        return always.matches(source, destination)
                || branches.stream().anyMatch(branch -> permits(branch, source, destination));
    }

    private static boolean permits(List<Run> branch, int source, int destination) {
        for (Run run : branch) {
            if (run.selectors().matches(source, destination)) {
                return run.permit();
            }
        }
        return false;
    }
}
