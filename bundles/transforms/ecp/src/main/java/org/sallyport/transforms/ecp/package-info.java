// SPDX-License-Identifier: Apache-2.0
/** Elliptic curves over primes for key exchanges (RFC 5903). Start at {@link org.sallyport.transforms.ecp.Ecp}. */
@NullMarked
package org.sallyport.transforms.ecp;

import org.jspecify.annotations.NullMarked;
