// SPDX-License-Identifier: Apache-2.0
/**
 * Offers in terms of what they mean: suites of phase 1 (RFC 2409, appendix A) and of phase 2 (RFC 2407, 4.5). Start at
 * {@link org.sallyport.ikev1.proposal.Phase1Offer} and {@link org.sallyport.ikev1.proposal.Phase2Offer}.
 */
@NullMarked
package org.sallyport.ikev1.proposal;

import org.jspecify.annotations.NullMarked;
