// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.Optional;
import java.util.SplittableRandom;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.testkit.Rounds;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.Secret;

/** The transform sets that the tests carry packets under. */
enum Suite {
    TRIPLE_DES_SHA1("3des-cbc", 24, "hmac-sha1", 20),
    DES_MD5("des-cbc", 8, "hmac-md5", 16),
    AES_SHA1("aes-cbc", 16, "hmac-sha1", 20),
    NULL_SHA1("null", 0, "hmac-sha1", 20),
    AES_ALONE("aes-cbc", 16, "", 0);

    private final String cipher;
    private final int cipherKey;
    private final String integrity;
    private final int integrityKey;

    Suite(String cipher, int cipherKey, String integrity, int integrityKey) {
        this.cipher = cipher;
        this.cipherKey = cipherKey;
        this.integrity = integrity;
        this.integrityKey = integrityKey;
    }

    AlgorithmId cipher() {
        return AlgorithmId.encryption(cipher);
    }

    SaAlgorithms algorithms() {
        return new SaAlgorithms(
                Optional.of(cipher()),
                integrity.isEmpty() ? Optional.empty() : Optional.of(AlgorithmId.integrity(integrity)));
    }

    /** A key of the cipher; the same for the same SPI. */
    Secret cipherKey(int spi) {
        return Secret.of(Rounds.bytes(new SplittableRandom(spi), cipherKey));
    }

    /** A key of the authenticator; the same for the same SPI. */
    Secret integrityKey(int spi) {
        return Secret.of(Rounds.bytes(new SplittableRandom(~spi), integrityKey));
    }
}
