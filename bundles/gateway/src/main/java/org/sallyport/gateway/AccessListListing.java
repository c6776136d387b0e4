// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.config.Arguments;
import org.sallyport.config.Line;
import org.sallyport.ipsec.Flow;

/**
 * What {@code show access-list} prints: the elements, each with how often it claimed a packet that leaves, and how often it
 * decided about the first packet of a connection that arrives.
 */
final class AccessListListing {
    static final String GRAMMAR = "show access-list [<acl:name>]";

    private AccessListListing() {}

    static List<String> render(View view, Arguments arguments) {
        Set<String> names = new LinkedHashSet<>();
        view.configuration().lines(AccessLists.ELEMENT).forEach(line -> names.add(line.word("acl")));
        arguments.find("acl").ifPresent(only -> names.retainAll(Set.of(only)));
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            List<Line> elements = elements(view, name);
            lines.add("access-list " + name + "; " + elements.size() + " elements");
            for (int i = 0; i < elements.size(); i++) {
                lines.add(elements.get(i).masked() + " (hitcnt=" + hits(view, name, i) + ")");
            }
        }
        return lines;
    }

    static List<Line> elements(View view, String list) {
        return AccessLists.lines(view.configuration(), list);
    }

    /**
     * How often the element at a place of a list claimed a packet, in all bound maps that use the list as it is, and decided
     * about one at an interface.
     */
    static long hits(View view, String list, int place) {
        Line line = elements(view, list).get(place);
        long filtered = view.ruleHits().getOrDefault(AccessLists.counter(line), 0L);
        return AccessLists.isOfIp(line) ? filtered + claimed(view, list, place) : filtered;
    }

    private static long claimed(View view, String list, int place) {
        List<AccessLists.Element> all = AccessLists.elements(view.configuration(), list);
        if (place >= all.size()) {
            return 0; // elements of other protocols stand in front: no crypto map has the list
        }
        AccessLists.Element element = all.get(place);
        return view.configuration().lines(CryptoMaps.MATCH_ADDRESS, "acl", list).stream()
                .map(line -> new Flow(line.word("map"), (int) line.number("seq"), place))
                .flatMap(flow -> Optional.ofNullable(view.flows().get(flow)).stream())
                .filter(bound -> element.permit() && bound.selector().equals(element.selector()))
                .mapToLong(bound -> view.hits().getOrDefault(bound.flow(), 0L))
                .sum();
    }
}
