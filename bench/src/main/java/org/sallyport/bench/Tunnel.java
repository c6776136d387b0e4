// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bench;

import java.util.Optional;
import java.util.SplittableRandom;
import org.sallyport.esp.Esp;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.World;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.des.Des;
import org.sallyport.transforms.hmacmd5.HmacMd5;
import org.sallyport.transforms.hmacsha1.HmacSha1;
import org.sallyport.transforms.nullcipher.NullCipher;
import org.sallyport.transforms.tripledes.TripleDes;

/** Both ends of an ESP tunnel keyed by hand, without a device: clear packets in, clear packets out. */
final class Tunnel {
    private static final TransformSnapshot TRANSFORMS = TransformRegistry.of(
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
    private static final int SPI = 0x5A11;
    private static final int TTL = 64;

    private final PacketProtocol esp = new Esp();
    private final Entropy entropy = World.entropy();
    private final OutboundSa sender;
    private final InboundSa receiver;

    /** @param transforms keywords of a transform set, separated by spaces */
    Tunnel(String transforms) {
        Optional<Part> cipher = Optional.empty();
        Optional<Part> integrity = Optional.empty();
        for (String keyword : transforms.split(" ", -1)) {
            Part part = Part.of(keyword);
            if (part.algorithm().kind() == TransformKind.INTEGRITY) {
                integrity = Optional.of(part);
            } else {
                cipher = Optional.of(part);
            }
        }
        var algorithms = new SaAlgorithms(cipher.map(Part::algorithm), integrity.map(Part::algorithm));
        var keys = new SaKeys(
                cipher.map(Part::key).orElse(Secret.NONE),
                integrity.map(Part::key).orElse(Secret.NONE));
        sender = new OutboundSa(parameters(SENDER, RECEIVER, algorithms, keys), 0);
        receiver = new InboundSa(parameters(RECEIVER, SENDER, algorithms, keys), 0);
        sender.context().refresh(TRANSFORMS);
        receiver.context().refresh(TRANSFORMS);
    }

    private static SaParameters parameters(
            Ipv4Address local, Ipv4Address remote, SaAlgorithms algorithms, SaKeys keys) {
        return new SaParameters(
                new SaId(RECEIVER, IpProtocol.ESP, SPI),
                SaEnds.tunnel(local, remote),
                new TrafficSelector(Ipv4Prefix.ALL, Ipv4Prefix.ALL),
                algorithms,
                keys,
                SaOptions.DEFAULT,
                SaNesting.NONE,
                new Flow("bench", 10, 0),
                true,
                1);
    }

    /** An algorithm with a key that fits it. */
    private record Part(AlgorithmId algorithm, Secret key) {
        static Part of(String keyword) {
            InstalledTransform transform = TRANSFORMS
                    .keyword(keyword)
                    .orElseThrow(
                            () -> new IllegalArgumentException(keyword + " is not one of " + TRANSFORMS.keywords()));
            int bytes = transform.description().keyBits(keyword) / Byte.SIZE;
            return new Part(transform.description().algorithm(), Secret.of(random(bytes)));
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    /** A clear packet that a host would send. @param length bytes, its header included */
    static byte[] clear(int length) {
        byte[] packet = random(length);
        int source = BigEndian.i32(new byte[] {10, 1, 0, 9}, 0);
        int destination = BigEndian.i32(new byte[] {10, 2, 0, 7}, 0);
        Ipv4Header.write(packet, 0, length, 0, 1, false, TTL, 17, source, destination);
        return packet;
    }

    /** Protects a packet in place. */
    DropReason seal(Packet packet) {
        return esp.seal(packet, sender, entropy);
    }

    /** Unprotects a packet in place; the same packet as often as one likes, as nothing guards against replay. */
    DropReason open(Packet packet) {
        return esp.open(packet, packet.offset() + Ipv4Header.MIN_LENGTH, receiver);
    }
}
