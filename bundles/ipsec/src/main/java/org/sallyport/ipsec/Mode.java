// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/** What an SA's protocol stands in front of (RFC 4301, 4.1). */
public enum Mode {
    /** A whole inner packet, behind an outer header. */
    TUNNEL,
    /** The payload of the packet, whose own header stays. */
    TRANSPORT
}
