// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.aescbc;

import org.sallyport.contracts.CipherContract;
import org.sallyport.transform.CipherTransform;

final class AesCbcTest implements CipherContract {
    @Override
    public CipherTransform transform() {
        return new AesCbc();
    }
}
