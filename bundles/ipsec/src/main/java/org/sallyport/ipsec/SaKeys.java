// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.sallyport.transform.Secret;

/**
 * The keys of an SA.
 *
 * @param cipher with the salt behind it where the cipher has one; {@link Secret#NONE} for AH
 * @param integrity {@link Secret#NONE} without an authenticator
 */
public record SaKeys(Secret cipher, Secret integrity) {}
