// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.FlowHits;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.SecurityPolicy.Element;

/**
 * When the hit counts of access lists begin anew: with a list that is created again, and with another element in the place of
 * a bound one. Owned by the monitor of {@link Gateway}.
 */
final class HitCounts {
    private final FlowHits hits;

    HitCounts(FlowHits hits) {
        this.hits = hits;
    }

    /** Lists were edited. */
    void edited(Configuration before, Configuration after) {
        if (before.lines(CryptoMaps.MATCH_ADDRESS).equals(after.lines(CryptoMaps.MATCH_ADDRESS))
                && before.lines(AccessLists.ELEMENT).equals(after.lines(AccessLists.ELEMENT))) {
            return;
        }
        Set<String> chosenBefore = before.lines().stream().map(Line::text).collect(Collectors.toSet());
        for (Line match : after.lines(CryptoMaps.MATCH_ADDRESS)) {
            String list = match.word("acl");
            boolean chosen = !chosenBefore.contains(match.text());
            if (chosen || AccessLists.lines(before, list).stream().noneMatch(AccessLists::isOfIp)) {
                int size = AccessLists.elements(after, list).size();
                for (int i = 0; i < size; i++) {
                    hits.of(new Flow(match.word("map"), (int) match.number("seq"), i))
                            .reset();
                }
            }
        }
    }

    /** The elements of a list count from zero. */
    void clear(Configuration configuration, String list) {
        int size = AccessLists.elements(configuration, list).size();
        for (Line match : configuration.lines(CryptoMaps.MATCH_ADDRESS, "acl", list)) {
            for (int i = 0; i < size; i++) {
                hits.of(new Flow(match.word("map"), (int) match.number("seq"), i))
                        .reset();
            }
        }
    }

    /** Maps were bound. */
    void bound(List<SecurityPolicy> before, List<SecurityPolicy> after) {
        Map<Flow, Element> former = elements(before);
        elements(after).forEach((flow, element) -> {
            if (!element.equals(former.get(flow))) {
                hits.of(flow).reset();
            }
        });
    }

    private static Map<Flow, Element> elements(List<SecurityPolicy> policies) {
        Map<Flow, Element> elements = new HashMap<>();
        policies.stream()
                .flatMap(policy -> policy.entries().stream())
                .flatMap(entry -> entry.elements().stream())
                .forEach(element -> elements.put(element.flow(), element));
        return elements;
    }
}
