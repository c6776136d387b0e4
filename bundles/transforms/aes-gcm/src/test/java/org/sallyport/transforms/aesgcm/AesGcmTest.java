// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.aesgcm;

import org.sallyport.contracts.CipherContract;
import org.sallyport.transform.CipherTransform;

final class AesGcmTest implements CipherContract {
    @Override
    public CipherTransform transform() {
        return new AesGcm();
    }
}
