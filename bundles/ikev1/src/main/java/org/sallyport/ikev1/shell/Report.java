// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import java.util.List;
import java.util.Map;
import org.sallyport.ike.EntryState;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.negotiation.IsakmpSaReport;
import org.sallyport.ikev1.negotiation.Negotiations;

/**
 * What the protocol is about, at one moment. Immutable.
 *
 * @param failures the newest first
 * @param counters how often what happened
 * @param pairs of SAs of IPsec
 * @param nanos when it was made
 */
public record Report(
        List<IsakmpSaReport> associations,
        List<EntryState> entries,
        List<Failure> failures,
        Map<String, Long> counters,
        int pairs,
        long nanos) {
    static Report of(Negotiations negotiations, long nanos) {
        return new Report(
                negotiations.associations(),
                negotiations.entries(),
                negotiations.failures(),
                negotiations.counters(),
                negotiations.pairs(),
                nanos);
    }
}
