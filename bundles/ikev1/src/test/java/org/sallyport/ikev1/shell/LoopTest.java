// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ikev1.negotiation.Negotiations;
import org.sallyport.ikev1.negotiation.Surroundings;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.phase1.Custody;
import org.sallyport.ipsec.Datagram;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.Shift;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.World;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.TransformSnapshot;

final class LoopTest {
    private static final Ipv4Address HERE = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address THERE = Ipv4Address.parse("192.0.2.2");

    private final List<String> heard = new ArrayList<>();
    private final Performer performer = new Performer(Threads.system(), this::hear);
    private final Shift<InstalledTransform> shift = new Shift<>();
    private final Loop loop = new Loop(
            new Negotiations(new Surroundings(
                    World.entropy(),
                    new Algorithms(() -> TransformSnapshot.EMPTY, new Custody(shift)),
                    new AssociationTraffic(performer::associations))),
            World.ticker(),
            performer,
            shift);

    /** Throws at everything but the complaint about that. */
    private void hear(Notice notice) {
        if (!(notice instanceof Notice.Syslog line) || line.type().number() != 402193) {
            throw new IllegalStateException("planted");
        }
        heard.add(line.text());
    }

    @Test
    void anEventThatCannotBeHandledIsToldAndTheNextOneHasItsTurn() {
        loop.put(garbage());
        loop.put(garbage());
        loop.doWork();

        assertThat(heard)
                .hasSize(2)
                .containsOnly("IKE could not handle an event: java.lang.IllegalStateException: planted");
    }

    private static Event garbage() {
        return new Event.Received(new Datagram(HERE, 500, THERE, 500, new byte[40]));
    }
}
