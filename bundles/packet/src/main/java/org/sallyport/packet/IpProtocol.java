// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

/** Numbers of the protocols that may stand in an IP header's protocol field, as far as this gateway looks at them. */
public final class IpProtocol {
    public static final int ICMP = 1;
    /** IP in IP: what a tunnel mode packet carries (RFC 4303, 2.6). */
    public static final int IPV4 = 4;

    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ESP = 50;
    public static final int AH = 51;
    /** "No next header": a dummy packet (RFC 4303, 2.6). */
    public static final int NONE = 59;

    private IpProtocol() {}
}
