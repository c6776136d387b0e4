// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacsha1;

import org.sallyport.contracts.IntegrityContract;
import org.sallyport.transform.IntegrityTransform;

final class HmacSha1Test implements IntegrityContract {
    @Override
    public IntegrityTransform transform() {
        return new HmacSha1();
    }
}
