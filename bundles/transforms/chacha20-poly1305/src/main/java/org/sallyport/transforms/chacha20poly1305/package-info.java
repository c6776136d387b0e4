// SPDX-License-Identifier: Apache-2.0
/** ChaCha20-Poly1305, as ESP uses it (RFC 7634). Start at {@link org.sallyport.transforms.chacha20poly1305.ChaCha20Poly1305}. */
@NullMarked
package org.sallyport.transforms.chacha20poly1305;

import org.jspecify.annotations.NullMarked;
