// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import org.sallyport.ipsec.Flow;

/** What a deadline is for. Each names something that exists as long as the deadline is armed. */
sealed interface Alarm {
    /** A phase 1 exchange repeats its message, or ends. */
    record Phase1(long sa) implements Alarm {}

    /** An ISAKMP SA is to be replaced, or has ended. */
    record Life(long sa) implements Alarm {}

    /** A peer is to be asked whether it lives. */
    record Liveness(long sa) implements Alarm {}

    /** A NAT is to be reminded. */
    record NatKeepalive(long sa) implements Alarm {}

    /** The pieces of a message are forgotten whose others did not come. */
    record Fragments(long sa) implements Alarm {}

    /** A quick mode repeats its message, or ends. */
    record Quick(long sa, int messageId) implements Alarm {}

    /** Packets go by a new pair from now on. */
    record Switch(long pair) implements Alarm {}

    /** A pair of SAs is to be looked at: has its peer switched, is it one too many. */
    record Settle(long pair) implements Alarm {}

    /** SAs are to be moved off algorithms that are used no more. */
    record Withdrawal() implements Alarm {}

    /** A flow is to be tried, or may be tried again. */
    record Attempt(Flow flow) implements Alarm {}

    /** Slow work that nobody could do is given out again. */
    record Again(long job) implements Alarm {}

    /** It is the turn of the next peer whose SAs were adopted. */
    record Reunion() implements Alarm {}
}
