// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.config.Arguments;
import org.sallyport.ike.Pfs;

/** What {@code show crypto dynamic-map} prints. */
final class DynamicMapListing {
    static final String GRAMMAR = "show crypto dynamic-map [tag <dyn:name>]";

    private DynamicMapListing() {}

    static List<String> render(View view, Arguments arguments) {
        Optional<String> only = arguments.find("dyn");
        List<String> lines = new ArrayList<>();
        for (String name : DynamicMaps.names(view.configuration())) {
            if (only.isEmpty() || only.get().equals(name)) {
                DynamicMaps.templates(view.configuration(), name).forEach(template -> template(lines, view, template));
            }
        }
        return lines;
    }

    private static void template(List<String> lines, View view, DynamicMaps.Template template) {
        lines.add("");
        lines.add("Crypto Map Template \"" + template.name() + "\" " + template.number());
        template.peers().forEach(peer -> lines.add("        Peer = " + peer));
        MapListing.list(lines, view, template.list());
        lines.add("        Current peer: 0.0.0.0");
        terms(lines, view, template.words(), template.sets());
    }

    /** What entries of both kinds of maps say in the same words. */
    static void terms(List<String> lines, View view, String words, List<String> sets) {
        lines.add("        Security association lifetime: "
                + SaLifetimes.of(view.configuration(), SaLifetimes.everywhere(view.configuration()), words));
        Pfs pfs = NegotiatedKeying.pfs(view.configuration(), words);
        lines.add("        PFS (Y/N): " + (pfs.wanted() ? "Y" : "N"));
        pfs.offered().ifPresent(group -> lines.add("        DH group:  group" + group));
        lines.add("        Transform sets={ "
                + sets.stream().map(set -> set + ", ").collect(Collectors.joining()) + "}");
    }
}
