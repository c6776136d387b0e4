// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ike;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.TransformSnapshot;

/**
 * A version of the Internet Key Exchange that runs. It owns the SAs of IKE itself; those of ESP and AH belong to the database
 * and go on when it is exchanged. Thread-safe; nothing here waits.
 */
@ProviderType
public interface Ike {
    /** The UDP ports that shall be open, by what the configuration enables. */
    Set<Integer> ports();

    /** Takes over what may be negotiated from now on. Phase 1 SAs stay, unless nothing wants them any more. */
    void plan(IkePlan plan);

    /**
     * Asks for the SAs of a flow, because a packet waits for them. Cheap enough for the packet path.
     *
     * @return whether they are, or will be, negotiated; false if this version does not know the flow, or knows that it
     *     cannot succeed before its next try
     */
    boolean acquire(Flow flow);

    /** An SA pair has reached a soft limit: another one should take its place. @param inbound its receiving half */
    void renew(Flow flow, SaId inbound);

    /** SAs are gone, by command or at a hard limit: the peer is told. @param inbound the receiving halves, one a protocol */
    void ended(List<SaId> inbound);

    /** By command: entries whose last try has failed need not wait for the next one. @param entries which, asked in another thread */
    void retry(Predicate<IkeEntry> entries);

    /** What becomes of each entry of the plan, in its order. */
    List<EntryState> entries();

    /**
     * What becomes of the SAs that other transforms, or another policy of using them, refuse: the plan of what this version does by
     * itself as soon as the registry has that snapshot.
     *
     * @param which only of SAs that use one of these
     */
    List<Move> moves(TransformSnapshot then, Predicate<AlgorithmId> which);

    /**
     * Ends the SAs that are refused now and have no alternative; their peers are told.
     *
     * @param which only SAs that use one of these, asked in another thread
     */
    void cut(Predicate<AlgorithmId> which);
}
