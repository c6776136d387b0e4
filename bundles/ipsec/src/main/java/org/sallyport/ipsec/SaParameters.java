// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.Secret;

/**
 * What was agreed about an SA, by hand or by IKE. Tunnel mode.
 *
 * @param local this gateway's address
 * @param remote the peer's address
 * @param selector the inner packets it carries, source and destination as they stand in their header
 * @param manual keyed by hand: no lifetime, no anti-replay; its sequence number may wrap (RFC 2406, 3.3.3)
 * @param connection a small number that tells SAs apart in listings
 */
public record SaParameters(
        SaId id,
        Ipv4Address local,
        Ipv4Address remote,
        TrafficSelector selector,
        SaAlgorithms algorithms,
        Secret cipherKey,
        Secret integrityKey,
        Flow flow,
        boolean manual,
        int connection) {
    /** The same agreement under another number in listings. */
    public SaParameters withConnection(int newConnection) {
        return new SaParameters(
                id, local, remote, selector, algorithms, cipherKey, integrityKey, flow, manual, newConnection);
    }

    /** Whether two SAs are the same agreement, however they are numbered in listings. */
    public boolean sameAgreement(SaParameters other) {
        return equals(other.withConnection(connection));
    }
}
