// SPDX-License-Identifier: Apache-2.0
/**
 * The Linux machine as a device: a TUN for clear packets, raw sockets for protected ones, and nftables, routes and rules that
 * steer the claimed packets into the TUN and keep them from leaving in clear.
 *
 * <p>Start at {@link org.sallyport.devices.linux.LinuxDevice} for packets and at {@link
 * org.sallyport.devices.linux.LinuxHostNetwork} for the machine's network. The native library knows nothing but system
 * calls; {@link org.sallyport.devices.linux.Native} lists them all.
 */
@NullMarked
package org.sallyport.devices.linux;

import org.jspecify.annotations.NullMarked;
