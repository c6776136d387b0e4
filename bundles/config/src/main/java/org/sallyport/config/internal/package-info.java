// SPDX-License-Identifier: Apache-2.0
/**
 * The grammar engine, the store of lines and the startup file.
 *
 * <p>A line on its way: {@link org.sallyport.config.internal.Store} takes it, {@link
 * org.sallyport.config.internal.LineMatcher} matches it against the {@link org.sallyport.config.internal.Form}s of the
 * {@link org.sallyport.config.internal.Table}, and {@link org.sallyport.config.internal.Ledger} becomes the next ledger.
 */
@NullMarked
package org.sallyport.config.internal;

import org.jspecify.annotations.NullMarked;
