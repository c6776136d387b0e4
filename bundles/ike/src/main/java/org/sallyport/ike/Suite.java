// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ike;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.transform.AlgorithmId;

/**
 * A transform set, as IKE offers it: the protocols that one packet passes, all of them or none.
 *
 * @param name of the transform set
 * @param mode the one that is asked for; between other ends than the gateways themselves it is tunnel mode
 * @param protocols ESP before the AH around it
 */
public record Suite(String name, Mode mode, List<Protocol> protocols) {
    public Suite {
        protocols = List.copyOf(protocols);
    }

    /** What serves its protocols. */
    public Stream<AlgorithmId> algorithms() {
        return protocols.stream().flatMap(protocol -> protocol.algorithms().all());
    }

    /**
     * One protocol of a suite.
     *
     * @param number 50 for ESP, 51 for AH
     * @param algorithms what serves it
     * @param transform the identifier on the wire (RFC 2407, 4.4.3 and 4.4.4)
     * @param authentication the authentication algorithm's attribute value (RFC 2407, 4.5); empty without an authenticator
     * @param keys the sizes of its keys, in bytes
     * @param options of its SAs; the lifetime is negotiated
     */
    public record Protocol(
            int number,
            SaAlgorithms algorithms,
            int transform,
            Optional<Integer> authentication,
            KeySizes keys,
            SaOptions options) {}

    /**
     * The keys that a protocol takes from the keying material, the cipher's first.
     *
     * @param cipher bytes, with the salt; 0 for AH
     * @param integrity bytes; 0 without an authenticator
     * @param announced bits that the key length attribute says; empty for a cipher whose keys have one size only
     */
    public record KeySizes(int cipher, int integrity, Optional<Integer> announced) {}
}
