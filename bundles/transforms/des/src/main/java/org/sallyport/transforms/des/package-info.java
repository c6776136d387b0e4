// SPDX-License-Identifier: Apache-2.0
/** DES in CBC mode (RFC 2405). Legacy: broken by exhaustive search, here because PIX configurations name it. Start at {@link org.sallyport.transforms.des.Des}. */
@NullMarked
package org.sallyport.transforms.des;

import org.jspecify.annotations.NullMarked;
