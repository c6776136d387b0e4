// SPDX-License-Identifier: Apache-2.0
/**
 * What an administrator configures of IKE version 1 beside the crypto maps: the {@code isakmp} lines as values. Start at
 * {@link org.sallyport.ikev1.settings.Settings}.
 */
@NullMarked
package org.sallyport.ikev1.settings;

import org.jspecify.annotations.NullMarked;
