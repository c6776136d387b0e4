// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/**
 * A packet that the host's rules dropped: one of a few, not each of them.
 *
 * @param interfaceName the machine's name of the interface whose rules it were
 * @param leaving the machine's name of the interface it would have left through; empty if it was for the machine
 * @param head the packet's beginning, from the IP header on; not everything that its headers promise
 */
public record RefusedPacket(DropReason reason, String interfaceName, String leaving, byte[] head) {}
