// SPDX-License-Identifier: Apache-2.0
/**
 * Karaf's console as a door to the shell: {@code pix:cli}, and each PIX word as a Gogo command of its own.
 *
 * <p>Start at {@link org.sallyport.clikaraf.PixWords}.
 */
@NullMarked
package org.sallyport.clikaraf;

import org.jspecify.annotations.NullMarked;
