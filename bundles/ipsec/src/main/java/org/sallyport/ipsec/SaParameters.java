// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.Secret;

/**
 * What was agreed about an SA, by hand or by IKE.
 *
 * @param selector the inner packets it carries, source and destination as they stand in their header
 * @param manual keyed by hand: no lifetime, no anti-replay; its sequence number may wrap (RFC 2406, 3.3.3)
 * @param connection a small number that tells SAs apart in listings
 * @param pair the same number for all SAs that were agreed together, of both directions, ESP and AH: they are renewed and
 *     end together; it means nothing for manual ones
 */
public record SaParameters(
        SaId id,
        SaEnds ends,
        TrafficSelector selector,
        SaAlgorithms algorithms,
        SaKeys keys,
        SaOptions options,
        SaNesting nesting,
        Flow flow,
        boolean manual,
        int connection,
        int pair) {
    public SaParameters {
        if (manual && !options.lifetime().equals(Lifetime.UNLIMITED)) {
            throw new IllegalArgumentException("a manual SA with a lifetime: " + options.lifetime());
        }
    }

    /** An SA that is manual, or was agreed alone. */
    public SaParameters(
            SaId id,
            SaEnds ends,
            TrafficSelector selector,
            SaAlgorithms algorithms,
            SaKeys keys,
            SaOptions options,
            SaNesting nesting,
            Flow flow,
            boolean manual,
            int connection) {
        this(id, ends, selector, algorithms, keys, options, nesting, flow, manual, connection, manual ? 0 : connection);
    }

    /** This gateway's address. */
    public Ipv4Address local() {
        return ends.local();
    }

    /** The peer's address. */
    public Ipv4Address remote() {
        return ends.remote();
    }

    /** Whether its receiver refuses a sequence number the second time: nobody keyed it by hand, and it has a window. */
    public boolean antiReplay() {
        return !manual && options.replayWindow() > 0;
    }

    public Mode mode() {
        return ends.mode();
    }

    public Secret cipherKey() {
        return keys.cipher();
    }

    public Secret integrityKey() {
        return keys.integrity();
    }

    /** The same agreement under another number in listings. */
    public SaParameters withConnection(int newConnection) {
        return new SaParameters(
                id, ends, selector, algorithms, keys, options, nesting, flow, manual, newConnection, pair);
    }

    /** Whether two SAs are the same agreement, however they are numbered in listings. */
    public boolean sameAgreement(SaParameters other) {
        return equals(other.withConnection(connection));
    }
}
