// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.List;
import org.sallyport.ikev1.exchange.Work;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.explain.Notice;

/** What a state answers: the next one, and what is to be done, in order. */
public record Step(Phase1State next, List<Out> outs) {
    public Step {
        outs = List.copyOf(outs);
    }

    static Step to(Phase1State next, Out... outs) {
        return new Step(next, List.of(outs));
    }

    /** What a state wants done. */
    public sealed interface Out {
        /** @param awaitsAnswer whether it is repeated until an answer comes */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Transmit(byte[] message, boolean awaitsAnswer) implements Out {}

        /** Slow work, whose result comes to the next state. */
        record Slow(Work work) implements Out {}

        /** A NAT was found: from now on by port 4500. */
        record Float() implements Out {}

        /** The message changes nothing. */
        record Drop(String why) implements Out {}

        /** Something is wrong that people should hear of, though the exchange may go on. */
        record Explain(Failure failure) implements Out {}

        record Say(Notice notice) implements Out {}
    }
}
