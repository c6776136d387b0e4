// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Optional;
import org.sallyport.ike.EntryState.Stage;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.exchange.Timers;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;

/** What becomes of one flow: whether SAs are wanted for it, and how far that is. Owned by the loop. */
final class Attempt {
    final Flow flow;
    IkeEntry entry;
    final TrafficSelector selector;
    /** The only peer of a temporary entry; empty for the peers of a static one. */
    final Optional<Ipv4Address> only;

    Stage stage = Stage.IDLE;
    /** Whether it is to take a pair's place that is still in use. */
    boolean renewal;
    /** The peer that is tried, by its place among the entry's peers. */
    int place;
    /** When it was begun, in the order of all: who waits longest for a peer is next. */
    long turn;
    /** How many peers have been tried. */
    int tried;

    Optional<Ipv4Address> remote = Optional.empty();
    /** Which of several behind the address of a temporary entry's peer; empty if that does not matter, or nobody knows. */
    Bytes identity = Bytes.EMPTY;

    int failures;
    long nextTryNanos = Timers.NEVER;
    String lastEnd = "";

    Attempt(Flow flow, IkeEntry entry, TrafficSelector selector, Optional<Ipv4Address> only) {
        this.flow = flow;
        this.entry = entry;
        this.selector = selector;
        this.only = only;
    }

    boolean isTemporary() {
        return only.isPresent();
    }

    boolean keepsUp() {
        return entry.terms().keepUp() && !isTemporary();
    }

    /** How many peers there are to be tried. */
    int choices() {
        return isTemporary() || renewal ? 1 : entry.peers().size();
    }

    boolean isGoing() {
        return stage == Stage.PHASE_1 || stage == Stage.PHASE_2;
    }

    @Override
    public String toString() {
        return flow + " " + stage + (renewal ? " (renewal)" : "");
    }
}
