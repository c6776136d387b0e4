// SPDX-License-Identifier: Apache-2.0
/** HMAC-SHA-1-96 (RFC 2404). Start at {@link org.sallyport.transforms.hmacsha1.HmacSha1}. */
@NullMarked
package org.sallyport.transforms.hmacsha1;

import org.jspecify.annotations.NullMarked;
