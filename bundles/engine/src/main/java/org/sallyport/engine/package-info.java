// SPDX-License-Identifier: Apache-2.0
/**
 * The workers that carry packets between the two sides of a device.
 *
 * <p>Start at {@link org.sallyport.engine.Worker}; {@link org.sallyport.engine.OutboundPath} and {@link
 * org.sallyport.engine.InboundPath} are what happens to a packet, step by step.
 */
@NullMarked
package org.sallyport.engine;

import org.jspecify.annotations.NullMarked;
