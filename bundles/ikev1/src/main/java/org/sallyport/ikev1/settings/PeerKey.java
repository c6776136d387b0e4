// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.settings;

import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.Secret;

/** A pre-shared key: {@code isakmp key KEY address IP netmask MASK}. */
public record PeerKey(Ipv4Prefix peers, Secret secret) {
    /** The line that holds it, without the key. */
    public String line() {
        return "isakmp key ******** address " + peers.address() + " netmask " + peers.mask();
    }
}
