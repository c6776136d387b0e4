// SPDX-License-Identifier: Apache-2.0
package com.example.camellia;

import org.sallyport.contracts.CipherContract;
import org.sallyport.transform.CipherTransform;

final class CamelliaCbcTest implements CipherContract {
    @Override
    public CipherTransform transform() {
        return new CamelliaCbc();
    }
}
