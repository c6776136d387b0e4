// SPDX-License-Identifier: Apache-2.0
/** The Authentication Header's packet format (RFC 2402, RFC 4302); start at {@link org.sallyport.ah.Ah}. */
@NullMarked
package org.sallyport.ah;

import org.jspecify.annotations.NullMarked;
