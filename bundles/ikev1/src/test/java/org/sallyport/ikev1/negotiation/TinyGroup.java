// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.math.BigInteger;
import java.util.List;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeSpec;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.RandomBytes;
import org.sallyport.transform.Secret;

/** Diffie-Hellman modulo 2^61 - 1: as quick as a simulation wants it, and worth as much as that. */
final class TinyGroup implements KeyExchangeTransform {
    private static final BigInteger PRIME = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);
    private static final BigInteger GENERATOR = BigInteger.valueOf(37);
    private static final int SIZE = 8;

    @Override
    public KeyExchangeSpec spec() {
        return new KeyExchangeSpec("tiny", SIZE, SIZE, SIZE);
    }

    @Override
    public Initiation initiate(RandomBytes random) {
        byte[] exponent = random.next(SIZE - 1);
        return new Initiation(octets(GENERATOR.modPow(new BigInteger(1, exponent), PRIME)), Secret.of(exponent));
    }

    @Override
    public Response respond(byte[] initiatorValue, RandomBytes random) throws InvalidPeerValueException {
        Initiation own = initiate(random);
        return new Response(own.publicValue(), finish(own.remembered(), initiatorValue));
    }

    @Override
    public Secret finish(Secret remembered, byte[] responderValue) throws InvalidPeerValueException {
        BigInteger value = new BigInteger(1, responderValue);
        if (responderValue.length != SIZE || value.signum() == 0 || value.compareTo(PRIME) >= 0) {
            throw new InvalidPeerValueException("the peer's public value is none of the group");
        }
        return remembered.use(bytes -> Secret.of(octets(value.modPow(new BigInteger(1, bytes), PRIME))));
    }

    private static byte[] octets(BigInteger value) {
        var octets = new byte[SIZE];
        long bits = value.longValueExact();
        for (int i = 0; i < SIZE; i++) {
            octets[i] = (byte) (bits >>> Byte.SIZE * (SIZE - 1 - i));
        }
        return octets;
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of();
    }
}
