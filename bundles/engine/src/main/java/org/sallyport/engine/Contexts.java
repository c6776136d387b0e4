// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaContext;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.runtime.Shift;
import org.sallyport.transform.TransformSnapshot;

/** The keyed transforms of all SAs of one worker: opened for new SAs, closed for those that left. Owned by that worker. */
final class Contexts {
    private final Crew crew;
    private final int self;
    private final Shift<SaContext> shift;
    private Set<SaContext> open = new LinkedHashSet<>();

    Contexts(Crew crew, int self, Shift<SaContext> shift) {
        this.crew = crew;
        this.self = self;
        this.shift = shift;
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
        open.stream()
                .filter(context -> !present.contains(context))
                .forEach(context -> visit(context, SaContext::close));
        present.forEach(context -> visit(context, one -> one.refresh(transforms)));
        open = present;
    }

    private void visit(SaContext context, Consumer<SaContext> action) {
        shift.enter(context);
        action.accept(context);
        shift.leave();
    }

    void close() {
        open.forEach(SaContext::close);
        open.clear();
    }
}
