// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacmd5;

import org.sallyport.contracts.PrfContract;
import org.sallyport.transform.PrfTransform;

final class PrfHmacMd5Test implements PrfContract {
    @Override
    public PrfTransform transform() {
        return new PrfHmacMd5();
    }
}
