// SPDX-License-Identifier: Apache-2.0
/**
 * A device for people without privileges: the wire between two appliances is UDP on loopback, and behind each is a built-in
 * host. Start at {@link org.sallyport.devices.loopback.LoopbackDevice}.
 */
@NullMarked
package org.sallyport.devices.loopback;

import org.jspecify.annotations.NullMarked;
