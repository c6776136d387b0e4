// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.exchange;

import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.packet.Ipv4Address;

/** Between which addresses and UDP ports the messages of an ISAKMP SA travel. */
public record Path(Ipv4Address local, int localPort, Ipv4Address remote, int remotePort) {
    /** The port of IKE (RFC 2408, 2.5.1). */
    public static final int IKE = 500;

    /** Where a message came from, and where its answer goes. */
    public static Path of(Datagram message) {
        return new Path(message.local(), message.localPort(), message.remote(), message.remotePort());
    }

    /** The one between the ports that everybody knows. */
    public static Path between(Ipv4Address local, Ipv4Address remote) {
        return new Path(local, IKE, remote, IKE);
    }

    /** The same ends behind a NAT (RFC 3947, 4: "change to port 4500"). */
    public Path floated() {
        return isFloated() ? this : new Path(local, UdpPorts.NAT_TRAVERSAL, remote, UdpPorts.NAT_TRAVERSAL);
    }

    /** Whether a NAT stands between, by the ports alone. */
    public boolean isFloated() {
        return localPort == UdpPorts.NAT_TRAVERSAL;
    }

    public Datagram datagram(byte[] payload) {
        return new Datagram(local, localPort, remote, remotePort, payload);
    }

    @Override
    public String toString() {
        return local + ":" + localPort + " <-> " + remote + ":" + remotePort;
    }
}
