// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.nullcipher;

import org.sallyport.contracts.CipherContract;
import org.sallyport.transform.CipherTransform;

final class NullCipherTest implements CipherContract {
    @Override
    public CipherTransform transform() {
        return new NullCipher();
    }
}
