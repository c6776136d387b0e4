// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.stream.Collectors;
import org.sallyport.packet.IpProtocol;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.TransformSnapshot;

/** SAs in the words of messages and listings. */
public final class SaText {
    private SaText() {}

    /** Which SA, as a PIX's messages have it: {@code sa_dest= 192.0.2.2, sa_prot= 50, sa_spi= 0x1f5(501), …}. */
    public static String inMessage(SaParameters sa, TransformSnapshot transforms) {
        return "sa_dest= %s, sa_prot= %d, sa_spi= %s, sa_trans= %s , sa_conn_id= %d"
                .formatted(
                        sa.id().destination(),
                        sa.id().protocol(),
                        spi(sa.id().spi()),
                        keywords(sa, transforms),
                        sa.connection());
    }

    /** An SPI both ways: {@code 0x1f5(501)}. */
    public static String spi(int spi) {
        return "0x" + Integer.toHexString(spi) + "(" + Integer.toUnsignedString(spi) + ")";
    }

    /** The PIX words of an SA's algorithms, for example {@code esp-3des esp-md5-hmac}; of one not installed its own name. */
    public static String keywords(SaParameters sa, TransformSnapshot transforms) {
        return sa.algorithms()
                .all()
                .map(algorithm -> keyword(sa, algorithm, transforms))
                .collect(Collectors.joining(" "));
    }

    private static String keyword(SaParameters sa, AlgorithmId algorithm, TransformSnapshot transforms) {
        String begin = sa.id().protocol() == IpProtocol.AH ? "ah-" : "esp-";
        return transforms
                .serving(algorithm)
                .map(InstalledTransform::description)
                .flatMap(description -> description.keywords().stream()
                        .filter(word -> word.startsWith(begin))
                        .filter(word -> description.keyBits().size() == 1
                                || description.keyBits(word) == sa.cipherKey().length() * 8)
                        .findFirst())
                .orElse(algorithm.name());
    }
}
