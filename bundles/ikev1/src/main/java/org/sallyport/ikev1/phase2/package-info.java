// SPDX-License-Identifier: Apache-2.0
/**
 * Quick mode (RFC 2409, 5.5): which flow, which suite, which keys. Start at {@link org.sallyport.ikev1.phase2.QuickState}.
 */
@NullMarked
package org.sallyport.ikev1.phase2;

import org.jspecify.annotations.NullMarked;
