// SPDX-License-Identifier: Apache-2.0
/** A bundle's package that keeps every rule. */
@NullMarked
package org.sallyport.rules.sound;

import org.jspecify.annotations.NullMarked;
