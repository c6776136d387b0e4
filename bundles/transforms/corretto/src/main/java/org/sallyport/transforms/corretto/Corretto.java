// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.corretto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import org.sallyport.transform.Jce;

/** The provider that all transforms of this bundle rest on. */
final class Corretto {
    /** Above the JDK's, which have none. */
    static final String RANKING = "service.ranking:Integer=100";

    static final Jce JCE = Jce.of("the Amazon Corretto Crypto Provider", Corretto::provider);

    private Corretto() {}

    private static Provider provider() {
        AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy(); // says why the native library is not there
        return AmazonCorrettoCryptoProvider.INSTANCE;
    }
}
