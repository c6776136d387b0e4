// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacsha1;

import org.sallyport.contracts.PrfContract;
import org.sallyport.transform.PrfTransform;

final class PrfHmacSha1Test implements PrfContract {
    @Override
    public PrfTransform transform() {
        return new PrfHmacSha1();
    }
}
