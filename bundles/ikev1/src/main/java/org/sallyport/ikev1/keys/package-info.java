// SPDX-License-Identifier: Apache-2.0
/**
 * Keys and hashes of IKE version 1 (RFC 2409, 5 and appendix B) as pure functions over secrets, bytes and whatever pseudo-random
 * function serves at the moment: nothing of a transform is kept between two messages. Start at {@link
 * org.sallyport.ikev1.keys.IsakmpKeys}.
 */
@NullMarked
package org.sallyport.ikev1.keys;

import org.jspecify.annotations.NullMarked;
