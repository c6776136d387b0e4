// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/** Where a peer's datagrams come from, and those for it go: what a NAT in front of it has chosen, for now. */
public record RemoteEnd(int address, int port) {
    /** As it was negotiated. */
    static RemoteEnd of(SaParameters sa) {
        return new RemoteEnd(
                sa.remote().value(),
                sa.ends().udp().map(SaEnds.UdpPorts::remote).orElse(0));
    }

    /** Whether it is this one. */
    public boolean is(int otherAddress, int otherPort) {
        return address == otherAddress && port == otherPort;
    }
}
