// SPDX-License-Identifier: Apache-2.0
/** HMAC-MD5-96 (RFC 2403). Start at {@link org.sallyport.transforms.hmacmd5.HmacMd5}. */
@NullMarked
package org.sallyport.transforms.hmacmd5;

import org.jspecify.annotations.NullMarked;
