// SPDX-License-Identifier: Apache-2.0
/** The hashes of FIPS 180-2 and their HMACs in IPsec (RFC 4868). Start at {@link org.sallyport.transforms.hmacsha2.HmacSha256}. */
@NullMarked
package org.sallyport.transforms.hmacsha2;

import org.jspecify.annotations.NullMarked;
