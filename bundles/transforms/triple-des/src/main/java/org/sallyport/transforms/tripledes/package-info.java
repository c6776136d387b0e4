// SPDX-License-Identifier: Apache-2.0
/** Triple DES in CBC mode (RFC 2451). Start at {@link org.sallyport.transforms.tripledes.TripleDes}. */
@NullMarked
package org.sallyport.transforms.tripledes;

import org.jspecify.annotations.NullMarked;
