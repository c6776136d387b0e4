// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps jars out whose signature does not verify against a certificate that the administrator trusts. Runs from start level 1
 * on, before there are components, and rests on the framework alone. Start at {@link
 * org.sallyport.signatures.SignatureHook}.
 */
@NullMarked
package org.sallyport.signatures;

import org.jspecify.annotations.NullMarked;
