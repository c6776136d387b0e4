// SPDX-License-Identifier: Apache-2.0
/**
 * Tests inside the very distribution: Pax Exam unpacks it, boots it, and carries these classes into it. Start at {@link
 * org.sallyport.itest.AllIT}; all of them share one container.
 */
@NullMarked
package org.sallyport.itest;

import org.jspecify.annotations.NullMarked;
