// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.phase1.Cryptography.Keyring;

/** By what the next encrypted message of phase 1 is opened. */
public record Protection(Keyring keys, IvChain iv) {}
