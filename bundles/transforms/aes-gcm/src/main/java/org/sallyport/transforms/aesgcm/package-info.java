// SPDX-License-Identifier: Apache-2.0
/** AES in Galois/Counter Mode, as ESP uses it (RFC 4106). Start at {@link org.sallyport.transforms.aesgcm.AesGcm}. */
@NullMarked
package org.sallyport.transforms.aesgcm;

import org.jspecify.annotations.NullMarked;
