// SPDX-License-Identifier: Apache-2.0
/** The cipher that leaves everything as it is (RFC 2410): integrity without confidentiality. Start at {@link org.sallyport.transforms.nullcipher.NullCipher}. */
@NullMarked
package org.sallyport.transforms.nullcipher;

import org.jspecify.annotations.NullMarked;
