// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.explain;

import org.sallyport.ipsec.MessageType;

/** Something that somebody may want to know. */
public sealed interface Notice {
    /** A line of the syslog. */
    record Syslog(MessageType type, String text) implements Notice {}

    /**
     * A line of a debug transcript.
     *
     * @param level 1 as on a PIX; 2 with payloads
     */
    record Debug(Topic topic, int level, String line) implements Notice {}

    /** Which {@code debug crypto} command shows it. */
    enum Topic {
        ISAKMP,
        IPSEC
    }

    /** A message or an event changed nothing, for a reason: what a trace of the simulation and debug level 2 show. */
    record Dropped(String why) implements Notice {}

    /** An exchange failed. */
    record Failed(Failure failure) implements Notice {}
}
