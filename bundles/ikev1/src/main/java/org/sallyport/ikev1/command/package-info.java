// SPDX-License-Identifier: Apache-2.0
/**
 * What an administrator types and reads of IKE version 1: the {@code isakmp} lines, and the listings. Start at {@link
 * org.sallyport.ikev1.command.IsakmpLines}.
 */
@NullMarked
package org.sallyport.ikev1.command;

import org.jspecify.annotations.NullMarked;
