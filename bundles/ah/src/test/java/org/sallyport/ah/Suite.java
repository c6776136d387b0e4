// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ah;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.sallyport.ipsec.DontFragment;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SaSizes;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.runtime.World;
import org.sallyport.testkit.Rounds;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transforms.hmacmd5.HmacMd5;
import org.sallyport.transforms.hmacsha1.HmacSha1;
import org.sallyport.transforms.tripledes.TripleDes;

/** An authenticator in our names and in Scapy's, a mode, and SAs that use them: from 192.0.2.1 to 192.0.2.2. */
record Suite(Hash hash, Mode mode) {
    static final int SPI = 0x5A11;
    static final String SENDER = "192.0.2.1";
    static final String RECEIVER = "192.0.2.2";
    static final int ICV_BYTES = 12;
    static final TransformSnapshot TRANSFORMS = TransformRegistry.of(
                    World.ticker(), new TripleDes(), new HmacMd5(), new HmacSha1())
            .snapshot();

    enum Hash {
        MD5("hmac-md5", "HMAC-MD5-96", 16),
        SHA1("hmac-sha1", "HMAC-SHA1-96", 20);

        private final String name;
        private final String scapy;
        private final int keySize;

        Hash(String name, String scapy, int keySize) {
            this.name = name;
            this.scapy = scapy;
            this.keySize = keySize;
        }

        String scapy() {
            return scapy;
        }

        byte[] key() {
            return Rounds.bytes(new SplittableRandom(keySize), keySize);
        }
    }

    static Stream<Suite> all() {
        return Arrays.stream(Mode.values())
                .flatMap(mode -> Arrays.stream(Hash.values()).map(hash -> new Suite(hash, mode)));
    }

    OutboundSa sender() {
        return sender(false);
    }

    /** A sender's SA, ready to seal. */
    OutboundSa sender(boolean extendedSequence) {
        return ready(new OutboundSa(ah(SENDER, RECEIVER, extendedSequence), 0));
    }

    /** The receiver's SA, ready to open. */
    InboundSa receiver() {
        var sa = new InboundSa(ah(RECEIVER, SENDER, false), 0);
        sa.context().refresh(TRANSFORMS);
        return sa;
    }

    /** A sender's SA of ESP under 3DES and this authenticator, for the inside of AH. */
    OutboundSa espSender() {
        return ready(new OutboundSa(
                parameters(
                        SENDER,
                        RECEIVER,
                        false,
                        IpProtocol.ESP,
                        Optional.of(AlgorithmId.encryption("3des-cbc")),
                        Secret.of(cipherKey())),
                0));
    }

    byte[] cipherKey() {
        return Rounds.bytes(new SplittableRandom(24), 24);
    }

    SaSizes sizes() {
        return new SaSizes(mode, false, 1, 0, ICV_BYTES);
    }

    private static OutboundSa ready(OutboundSa sa) {
        sa.context().refresh(TRANSFORMS);
        return sa;
    }

    private SaParameters ah(String local, String remote, boolean extendedSequence) {
        return parameters(local, remote, extendedSequence, IpProtocol.AH, Optional.empty(), Secret.NONE);
    }

    private SaParameters parameters(
            String local,
            String remote,
            boolean extendedSequence,
            int protocol,
            Optional<AlgorithmId> cipher,
            Secret cipherKey) {
        return new SaParameters(
                new SaId(Ipv4Address.parse(RECEIVER), protocol, SPI),
                new SaEnds(Ipv4Address.parse(local), Ipv4Address.parse(remote), mode, Optional.empty()),
                new TrafficSelector(Ipv4Prefix.ALL, Ipv4Prefix.ALL),
                new SaAlgorithms(cipher, Optional.of(AlgorithmId.integrity(hash.name))),
                new SaKeys(cipherKey, Secret.of(hash.key())),
                new SaOptions(InboundSa.DEFAULT_WINDOW, extendedSequence, DontFragment.COPY),
                SaNesting.NONE,
                new Flow("m", 10, 0),
                false,
                1);
    }

    @Override
    public String toString() {
        return hash + " in mode " + mode;
    }
}
