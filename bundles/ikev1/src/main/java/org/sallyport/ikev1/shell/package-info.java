// SPDX-License-Identifier: Apache-2.0
/**
 * Where the protocol meets the world: one loop that owns it, and performs what it wants done. Start at {@link
 * org.sallyport.ikev1.shell.Loop}.
 */
@NullMarked
package org.sallyport.ikev1.shell;

import org.jspecify.annotations.NullMarked;
