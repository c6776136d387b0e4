// SPDX-License-Identifier: Apache-2.0
/** The registry of transforms, and how a cipher and a MAC are composed. */
@NullMarked
package org.sallyport.transform.internal;

import org.jspecify.annotations.NullMarked;
