// SPDX-License-Identifier: Apache-2.0
/** The databases as services. */
@NullMarked
package org.sallyport.ipsec.internal;

import org.jspecify.annotations.NullMarked;
