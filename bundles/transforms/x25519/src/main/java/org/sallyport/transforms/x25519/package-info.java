// SPDX-License-Identifier: Apache-2.0
/** Curve25519 for key exchanges (RFC 7748, RFC 8031). Start at {@link org.sallyport.transforms.x25519.X25519}. */
@NullMarked
package org.sallyport.transforms.x25519;

import org.jspecify.annotations.NullMarked;
