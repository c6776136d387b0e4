// SPDX-License-Identifier: Apache-2.0
/**
 * What the tests of several bundles share: {@link org.sallyport.testkit.ClearPacket} builds packets, {@link
 * org.sallyport.testkit.Rounds} repeats a test over seeded random values, {@link org.sallyport.testkit.VirtualTime} stands
 * still until told.
 *
 * <p>It shares no code with what it tests: a checksum that is wrong there is not wrong here. Never shipped.
 */
@NullMarked
package org.sallyport.testkit;

import org.jspecify.annotations.NullMarked;
