// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.Secret;

/** Parameters of SAs. */
final class Samples {
    static final AlgorithmId CIPHER = AlgorithmId.encryption("fake-cipher");
    static final AlgorithmId MAC = AlgorithmId.integrity("fake-mac");

    private Samples() {}

    static SaParameters parameters(int destination, int spi, Flow flow, boolean manual) {
        return new SaParameters(
                new SaId(new Ipv4Address(destination), 50, spi),
                SaEnds.tunnel(new Ipv4Address(1), new Ipv4Address(2)),
                new TrafficSelector(Ipv4Prefix.ALL, Ipv4Prefix.ALL),
                new SaAlgorithms(Optional.of(CIPHER), Optional.of(MAC)),
                new SaKeys(Secret.of(new byte[] {0x13, 0x37}), Secret.of(new byte[] {0x42})),
                SaOptions.DEFAULT,
                SaNesting.NONE,
                flow,
                manual,
                7);
    }

    /** One SA of a negotiated pair, with its number in listings. */
    static SaParameters negotiated(int pair, int connection, int destination, SaOptions options) {
        SaParameters sa = parameters(destination, 0x1000 + connection, new Flow("m", 10, pair), false);
        return new SaParameters(
                sa.id(),
                sa.ends(),
                sa.selector(),
                sa.algorithms(),
                sa.keys(),
                options,
                sa.nesting(),
                sa.flow(),
                false,
                connection,
                pair);
    }

    static SaParameters parameters(boolean manual) {
        return parameters(1, 0x1000, new Flow("m", 10, 0), manual);
    }
}
