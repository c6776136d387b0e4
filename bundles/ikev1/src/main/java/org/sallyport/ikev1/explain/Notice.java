// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.explain;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.ipsec.MessageType;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.AlgorithmId;

/** Something that somebody may want to know. */
public sealed interface Notice {
    /** A line of the syslog. */
    record Syslog(MessageType type, String text) implements Notice {}

    /**
     * Lines of a debug transcript, which nobody writes unless somebody reads them.
     *
     * @param level 1 as on a PIX; 2 with payloads
     */
    record Debug(Topic topic, int level, Supplier<List<String>> lines) implements Notice {
        /** A line that is there anyway. */
        public static Debug of(Topic topic, int level, String line) {
            return new Debug(topic, level, () -> List.of(line));
        }
    }

    /** Which {@code debug crypto} command shows it. */
    enum Topic {
        ISAKMP,
        IPSEC
    }

    /**
     * A message or an event changed nothing, for a reason: what a trace of the simulation and debug level 2 show.
     *
     * @param sender of the message; empty if it was none
     */
    record Dropped(Optional<Ipv4Address> sender, String why) implements Notice {
        /** Something that no message did. */
        public Dropped(String why) {
            this(Optional.empty(), why);
        }

        /** In one line. */
        public String line() {
            return "message dropped" + sender.map(peer -> ", from " + peer).orElse("") + ": " + why;
        }
    }

    /** A negotiation has ended with some algorithms. */
    record Negotiated(List<AlgorithmId> algorithms) implements Notice {}

    /** A negotiation has ended with an algorithm that is deprecated. */
    record Deprecated(AlgorithmId algorithm) implements Notice {}

    /** An exchange failed. */
    record Failed(Failure failure) implements Notice {}
}
