// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeSpec;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.RandomBytes;
import org.sallyport.transform.Secret;

/**
 * Diffie-Hellman with base 2 modulo a safe prime, on the JDK's arithmetic, which has the processor's help.
 *
 * <p>An exponent serves for one exchange only. The time that a power takes depends on it; a peer sees it once, through a
 * network.
 */
abstract class Modp implements KeyExchangeTransform {
    private static final BigInteger BASE = BigInteger.TWO;
    private static final int TOP_BIT = 0x80;
    private static final String EXPONENT = "0123456789abcdef";

    private final KeyExchangeSpec spec;
    private final BigInteger prime;
    private final BigInteger largest;
    private final int exponentSize;
    private final String answer;

    /**
     * @param exponentBits twice the group's strength (RFC 3526, 8: the greater of its two estimates; 160 below)
     * @param answer 3 to the power of 0123456789abcdef: by another arithmetic, since nobody publishes vectors for these
     *     groups; a short exponent, since all of them are examined whenever the gateway starts
     */
    Modp(String name, int exponentBits, String prime, String answer) {
        this.prime = new BigInteger(prime, 16);
        largest = this.prime.subtract(BigInteger.TWO);
        exponentSize = exponentBits / Byte.SIZE;
        this.answer = answer;
        int size = this.prime.bitLength() / Byte.SIZE;
        spec = new KeyExchangeSpec(name, size, size, size);
    }

    @Override
    public final KeyExchangeSpec spec() {
        return spec;
    }

    @Override
    public final Initiation initiate(RandomBytes random) {
        byte[] exponent = exponent(random);
        return new Initiation(padded(BASE.modPow(new BigInteger(1, exponent), prime)), Secret.taking(exponent));
    }

    @Override
    public final Response respond(byte[] initiatorValue, RandomBytes random) throws InvalidPeerValueException {
        BigInteger peer = sound(initiatorValue);
        byte[] drawn = exponent(random);
        var exponent = new BigInteger(1, drawn);
        Arrays.fill(drawn, (byte) 0);
        byte[] secret = padded(peer.modPow(exponent, prime));
        return new Response(padded(BASE.modPow(exponent, prime)), Secret.taking(secret));
    }

    @Override
    public final Secret finish(Secret remembered, byte[] responderValue) throws InvalidPeerValueException {
        BigInteger peer = sound(responderValue);
        return remembered.use(exponent -> Secret.taking(padded(peer.modPow(new BigInteger(1, exponent), prime))));
    }

    /** The top bit is set: all exponents have one length. */
    private byte[] exponent(RandomBytes random) {
        byte[] exponent = random.next(exponentSize);
        exponent[0] |= (byte) TOP_BIT;
        return exponent;
    }

    /**
     * RFC 2631, 2.1.5: "Verify that y lies within the interval [2,p-1]." And p-1 is of order 2: all secrets with it are 1 or
     * p-1. Behind a safe prime nothing else leads into a small subgroup.
     */
    private BigInteger sound(byte[] value) throws InvalidPeerValueException {
        // RFC 2409, 5: a public value "MUST be the length of the negotiated Diffie-Hellman group".
        if (value.length != spec.initiatorSize()) {
            throw new InvalidPeerValueException("a public value of " + value.length + " bytes in group " + spec.name());
        }
        var number = new BigInteger(1, value);
        if (number.compareTo(BigInteger.TWO) < 0 || number.compareTo(largest) > 0) {
            throw new InvalidPeerValueException("a public value outside of 2 to p-2 in group " + spec.name());
        }
        return number;
    }

    /** Zeros in front, up to the length of the modulus (RFC 2409, 5: "pre-pending the value with zeros"). */
    private byte[] padded(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int size = spec.secretSize();
        var padded = new byte[size];
        int length = Math.min(bytes.length, size); // a sign's byte may stand in front
        System.arraycopy(bytes, bytes.length - length, padded, size - length, length);
        Arrays.fill(bytes, (byte) 0);
        return padded;
    }

    @Override
    public final List<KnownAnswer> knownAnswers() {
        int digits = 2 * spec.secretSize();
        return List.of(KnownAnswer.agreement(
                "3 to the power of 0123456789abcdef, by Python's integers",
                EXPONENT,
                "0".repeat(digits - 1) + "3",
                answer));
    }
}
