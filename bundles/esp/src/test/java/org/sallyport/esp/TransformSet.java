// SPDX-License-Identifier: Apache-2.0
package org.sallyport.esp;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
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
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.des.Des;
import org.sallyport.transforms.hmacmd5.HmacMd5;
import org.sallyport.transforms.hmacsha1.HmacSha1;
import org.sallyport.transforms.nullcipher.NullCipher;
import org.sallyport.transforms.tripledes.TripleDes;

/** A cipher and an authenticator, in our names and in Scapy's, and SAs that use them. */
record TransformSet(Cipher cipher, Authenticator authenticator) {
    static final int SPI = 0x5A11;
    static final TransformSnapshot TRANSFORMS = TransformRegistry.of(
                    World.ticker(),
                    new Des(),
                    new TripleDes(),
                    new AesCbc(),
                    new NullCipher(),
                    new HmacMd5(),
                    new HmacSha1())
            .snapshot();

    private static final Ipv4Address SENDER = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address RECEIVER = Ipv4Address.parse("192.0.2.2");
    private static final TrafficSelector ANY = new TrafficSelector(Ipv4Prefix.ALL, Ipv4Prefix.ALL);

    enum Cipher {
        DES("des-cbc", "DES", 8),
        TRIPLE_DES("3des-cbc", "3DES", 24),
        AES_128("aes-cbc", "AES-CBC", 16),
        AES_192("aes-cbc", "AES-CBC", 24),
        AES_256("aes-cbc", "AES-CBC", 32),
        NULL("null", "NULL", 0);

        private final String name;
        private final String scapy;
        private final int keySize;

        Cipher(String name, String scapy, int keySize) {
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

        AlgorithmId algorithm() {
            return AlgorithmId.encryption(name);
        }
    }

    enum Authenticator {
        MD5("hmac-md5", "HMAC-MD5-96", 16),
        SHA1("hmac-sha1", "HMAC-SHA1-96", 20),
        NONE("", "NULL", 0);

        private final String name;
        private final String scapy;
        private final int keySize;

        Authenticator(String name, String scapy, int keySize) {
            this.name = name;
            this.scapy = scapy;
            this.keySize = keySize;
        }

        String scapy() {
            return scapy;
        }

        byte[] key() {
            return Rounds.bytes(new SplittableRandom(keySize + 1), keySize);
        }

        Optional<AlgorithmId> algorithm() {
            return name.isEmpty() ? Optional.empty() : Optional.of(AlgorithmId.integrity(name));
        }
    }

    static Stream<TransformSet> all() {
        return Arrays.stream(Cipher.values())
                .flatMap(cipher -> Arrays.stream(Authenticator.values()).map(mac -> new TransformSet(cipher, mac)));
    }

    /** A sender's SA, ready to seal. */
    OutboundSa sender(boolean manual) {
        var sa = new OutboundSa(parameters(SENDER, RECEIVER, manual), 0);
        sa.context().refresh(TRANSFORMS);
        return sa;
    }

    /** The receiver's SA, ready to open. */
    InboundSa receiver(boolean manual) {
        var sa = new InboundSa(parameters(RECEIVER, SENDER, manual), 0);
        sa.context().refresh(TRANSFORMS);
        return sa;
    }

    private SaParameters parameters(Ipv4Address local, Ipv4Address remote, boolean manual) {
        return new SaParameters(
                new SaId(RECEIVER, IpProtocol.ESP, SPI),
                SaEnds.tunnel(local, remote),
                ANY,
                new SaAlgorithms(Optional.of(cipher.algorithm()), authenticator.algorithm()),
                new SaKeys(Secret.of(cipher.key()), Secret.of(authenticator.key())),
                authenticator == Authenticator.NONE ? SaOptions.DEFAULT.withReplayWindow(0) : SaOptions.DEFAULT,
                SaNesting.NONE,
                new Flow("m", 10, 0),
                manual,
                1);
    }

    @Override
    public String toString() {
        return cipher + " with " + authenticator;
    }
}
