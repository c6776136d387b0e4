// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaContext;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.transform.TransformSnapshot;

/** The keyed transforms of all SAs of one worker: opened for new SAs, closed for those that left. Owned by that worker. */
final class Contexts {
    private final Crew crew;
    private final int self;
    private Set<SaContext> open = new LinkedHashSet<>();

    Contexts(Crew crew, int self) {
        this.crew = crew;
        this.self = self;
    }

    /** Brings all contexts in line with the SAs and the transforms that are installed. */
    void enter(SadSnapshot associations, TransformSnapshot transforms) {
        var present = new LinkedHashSet<SaContext>();
        for (OutboundSa sa : associations.outbound()) {
            if (crew.owner(sa.parameters().flow().hashCode()) == self) {
                present.add(sa.context());
            }
        }
        for (InboundSa sa : associations.inbound()) {
            if (crew.owner(sa.parameters().flow().hashCode()) == self) {
                present.add(sa.context());
            }
        }
        open.stream().filter(context -> !present.contains(context)).forEach(SaContext::close);
        present.forEach(context -> context.refresh(transforms));
        open = present;
    }

    void close() {
        open.forEach(SaContext::close);
        open.clear();
    }
}
