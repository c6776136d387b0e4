// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Lifetime;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.Secret;

/** Pairs of SAs with a lifetime. */
final class Lives {
    static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Renewed after 70 seconds or 700 kilobytes, ended after 100 seconds or 1,000 kilobytes. */
    static final SaOptions LIMITED = SaOptions.DEFAULT.with(new Lifetime(70, 100, 700, 1_000));

    private Lives() {}

    /** Both SAs of a pair. */
    record Couple(InboundSa in, OutboundSa out) {
        Couple(int pair, SaOptions options) {
            this(pair, options, 0);
        }

        Couple(int pair, SaOptions options, long start) {
            this(
                    new InboundSa(parameters(pair, 2 * pair, false, options), start),
                    new OutboundSa(parameters(pair, 2 * pair + 1, false, options), start));
        }

        static Couple manual() {
            return new Couple(
                    new InboundSa(parameters(0, 1, true, SaOptions.DEFAULT), 0),
                    new OutboundSa(parameters(0, 2, true, SaOptions.DEFAULT), 0));
        }
    }

    static SadSnapshot sad(Couple... couples) {
        return new SadSnapshot(
                Arrays.stream(couples).map(Couple::in).toList(),
                Arrays.stream(couples).map(Couple::out).toList());
    }

    private static SaParameters parameters(int pair, int connection, boolean manual, SaOptions options) {
        return new SaParameters(
                new SaId(new Ipv4Address(1), 50, 0x1000 + connection),
                SaEnds.tunnel(new Ipv4Address(1), new Ipv4Address(2)),
                new TrafficSelector(Ipv4Prefix.ALL, Ipv4Prefix.ALL),
                new SaAlgorithms(
                        Optional.of(AlgorithmId.encryption("fake-cipher")),
                        Optional.of(AlgorithmId.integrity("fake-mac"))),
                new SaKeys(Secret.of(new byte[] {1}), Secret.of(new byte[] {2})),
                options,
                SaNesting.NONE,
                new Flow("m", 10, pair),
                manual,
                connection,
                pair);
    }
}
