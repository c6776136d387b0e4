// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/**
 * Packets that the host's rules stopped.
 *
 * @param reason why
 * @param interfaceName the machine's name of the bound interface
 */
public record GuardCount(DropReason reason, String interfaceName, long packets) {}
