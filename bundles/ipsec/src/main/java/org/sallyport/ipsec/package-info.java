// SPDX-License-Identifier: Apache-2.0
/**
 * Security associations, security policies, and the contracts of the fast path (RFC 4301).
 *
 * <p>Start at {@link org.sallyport.ipsec.OutboundSa} and {@link org.sallyport.ipsec.InboundSa}: they own whatever outlives
 * a packet. {@link org.sallyport.ipsec.Sad} and {@link org.sallyport.ipsec.Spd} hold them and the policies; {@link
 * org.sallyport.ipsec.Device}, {@link org.sallyport.ipsec.HostNetwork} and {@link org.sallyport.ipsec.PacketProtocol} are
 * what providers implement.
 */
@Export
@Version("3.0.0")
@NullMarked
package org.sallyport.ipsec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
