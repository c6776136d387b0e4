// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacmd5;

import org.sallyport.contracts.IntegrityContract;
import org.sallyport.transform.IntegrityTransform;

final class HmacMd5Test implements IntegrityContract {
    @Override
    public IntegrityTransform transform() {
        return new HmacMd5();
    }
}
