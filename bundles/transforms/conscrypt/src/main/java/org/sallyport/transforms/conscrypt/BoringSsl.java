// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.conscrypt;

import org.conscrypt.Conscrypt;
import org.sallyport.transform.Jce;

/** The provider that all transforms of this bundle rest on: Conscrypt's, over BoringSSL. */
final class BoringSsl {
    /** Above the JDK's and Bouncy Castle's, which have none. */
    static final String RANKING = "service.ranking:Integer=100";

    static final Jce JCE = Jce.of("Conscrypt", Conscrypt::newProvider);

    private BoringSsl() {}
}
