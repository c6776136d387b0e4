// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.keys.NatHash;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.NatDiscoveryPayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.phase1.Abilities.NatVersion;
import org.sallyport.ikev1.settings.Identity;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.PrfTransform;

/**
 * Who stands behind a NAT (RFC 3947, 3.2).
 *
 * @param version how it was found out; empty if nobody looked
 */
public record Nat(Optional<NatVersion> version, boolean local, boolean remote) {
    /** Nobody looked, or there is none. */
    public static final Nat NONE = new Nat(Optional.empty(), false, false);

    public boolean found() {
        return local || remote;
    }

    /** Both sides' cookies and the agreed hash: what the hashes of addresses depend on. */
    record Key(NatHash.Ends cookies, PrfTransform prf) {
        Bytes hash(Ipv4Address address, int port) {
            return NatHash.of(prf, cookies, Identity.octets(address), port);
        }
    }

    /** What this side sends: first the peer's address as seen from here, then its own. */
    static List<Payload> payloads(Optional<NatVersion> version, Key key, Path path) {
        return version.map(way -> List.<Payload>of(
                        new NatDiscoveryPayload(key.hash(path.remote(), path.remotePort()), way.isDraft()),
                        new NatDiscoveryPayload(key.hash(path.local(), path.localPort()), way.isDraft())))
                .orElse(List.of());
    }

    /**
     * What the peer's hashes say. The first is of this side's address as the peer sees it; the others are of the peer's own,
     * which may have several. A peer that has gone over to port 4500 may still speak of 500.
     */
    static Nat detect(Optional<NatVersion> version, Message message, Key key, Path path) {
        List<NatDiscoveryPayload> hashes = message.all(NatDiscoveryPayload.class);
        if (version.isEmpty() || hashes.size() < 2) {
            return NONE;
        }
        List<Bytes> ours = untouched(key, path.local(), path.localPort());
        List<Bytes> theirs = untouched(key, path.remote(), path.remotePort());
        boolean local = !ours.contains(hashes.get(0).hash());
        boolean remote = hashes.stream().skip(1).noneMatch(each -> theirs.contains(each.hash()));
        return new Nat(version, local, remote);
    }

    /** What an end's hash may be if no NAT has changed it. */
    private static List<Bytes> untouched(Key key, Ipv4Address address, int port) {
        Bytes asSeen = key.hash(address, port);
        return port == UdpPorts.NAT_TRAVERSAL ? List.of(asSeen, key.hash(address, Path.IKE)) : List.of(asSeen);
    }
}
