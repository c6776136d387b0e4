// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

/**
 * One packet: an array, where the packet starts in it, and how long it is.
 */
public final class Packet {}
