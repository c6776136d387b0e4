// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.ikev1.exchange.Existing;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SadSnapshot;

/** Finds the negotiated SAs that were there before this bundle: it was exchanged, and they went on. */
final class Adoption {
    private Adoption() {}

    private record Halves(List<SaParameters> inbound, List<SaParameters> outbound) {}

    static List<Existing> pairs(SadSnapshot present) {
        Map<Integer, Halves> pairs = new LinkedHashMap<>();
        present.inbound().stream()
                .map(InboundSa::parameters)
                .filter(sa -> !sa.manual())
                .forEach(sa -> of(pairs, sa).inbound().add(sa));
        present.outbound().stream()
                .map(OutboundSa::parameters)
                .filter(sa -> !sa.manual())
                .forEach(sa -> of(pairs, sa).outbound().add(sa));
        return pairs.values().stream()
                .map(halves -> new Existing(halves.inbound(), halves.outbound()))
                .toList();
    }

    private static Halves of(Map<Integer, Halves> pairs, SaParameters sa) {
        return pairs.computeIfAbsent(sa.pair(), pair -> new Halves(new ArrayList<>(), new ArrayList<>()));
    }
}
