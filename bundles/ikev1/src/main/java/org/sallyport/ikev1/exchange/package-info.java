// SPDX-License-Identifier: Apache-2.0
/**
 * What goes into the protocol and what comes out of it, and the helpers that every exchange needs once: retransmission,
 * duplicates, message identifiers, fragments, timers (RFC 2408, 5.1). No class here reads a clock or opens a socket.
 *
 * <p>Start at {@link org.sallyport.ikev1.exchange.Event} and {@link org.sallyport.ikev1.exchange.Effect}.
 */
@NullMarked
package org.sallyport.ikev1.exchange;

import org.jspecify.annotations.NullMarked;
