// SPDX-License-Identifier: Apache-2.0
/** AES in CBC mode (RFC 3602). Start at {@link org.sallyport.transforms.aescbc.AesCbc}. */
@NullMarked
package org.sallyport.transforms.aescbc;

import org.jspecify.annotations.NullMarked;
