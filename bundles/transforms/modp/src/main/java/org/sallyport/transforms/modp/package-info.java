// SPDX-License-Identifier: Apache-2.0
/**
 * Diffie-Hellman modulo a prime (RFC 2631), in the groups of RFC 2409 and RFC 3526. Start at {@link
 * org.sallyport.transforms.modp.Modp}; a group is one small component beside it.
 */
@NullMarked
package org.sallyport.transforms.modp;

import org.jspecify.annotations.NullMarked;
