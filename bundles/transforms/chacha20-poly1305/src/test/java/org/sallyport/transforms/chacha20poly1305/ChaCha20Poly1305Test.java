// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.chacha20poly1305;

import org.sallyport.contracts.CipherContract;
import org.sallyport.transform.CipherTransform;

final class ChaCha20Poly1305Test implements CipherContract {
    @Override
    public CipherTransform transform() {
        return new ChaCha20Poly1305();
    }
}
