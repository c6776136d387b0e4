// SPDX-License-Identifier: Apache-2.0
/**
 * The syslog of the unit: who may speak, how often, and who hears it (RFC 3164).
 *
 * <p>Start at {@link org.sallyport.logging.Desk}, which takes messages; {@link org.sallyport.logging.Delivery} hands them on.
 */
@NullMarked
package org.sallyport.logging;

import org.jspecify.annotations.NullMarked;
