// SPDX-License-Identifier: Apache-2.0
/**
 * Phase 1: main mode and aggressive mode (RFC 2409, 5). A state is a record of what is known then; it takes a message or a
 * result and returns the next state and what is to be done. Start at {@link org.sallyport.ikev1.phase1.Phase1State}.
 */
@NullMarked
package org.sallyport.ikev1.phase1;

import org.jspecify.annotations.NullMarked;
