// SPDX-License-Identifier: Apache-2.0
/**
 * All that a gateway negotiates, in one place: phase 1 SAs, the exchanges under them, the pairs of SAs that came of them, and
 * what each entry of the crypto maps wants. Start at {@link org.sallyport.ikev1.negotiation.Negotiations}.
 */
@NullMarked
package org.sallyport.ikev1.negotiation;

import org.jspecify.annotations.NullMarked;
