// SPDX-License-Identifier: Apache-2.0
/**
 * The rules of the architecture, each a small check over a built bundle's manifest and class files. {@link
 * org.sallyport.rules.Rules} lists them; the tests hold them against every bundle of the tree, and against a planted
 * violation each. Never shipped.
 */
@NullMarked
package org.sallyport.rules;

import org.jspecify.annotations.NullMarked;
