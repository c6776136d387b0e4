// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.ecp;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeSpec;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.RandomBytes;
import org.sallyport.transform.Secret;

/**
 * Diffie-Hellman on a NIST curve over a prime field, on Bouncy Castle's curves. A public value is both coordinates of a point
 * (RFC 5903, 7), the secret the first one. What an initiator remembers is its scalar, most significant byte first.
 */
abstract class Ecp implements KeyExchangeTransform {
    private static final byte UNCOMPRESSED = 4;

    private final KeyExchangeSpec spec;
    private final X9ECParameters curve;
    private final int size;
    private final KnownAnswer answer;

    /** @param curve its name in SEC 2 */
    Ecp(String name, String curve, KnownAnswer answer) {
        this.curve = CustomNamedCurves.getByName(curve);
        this.answer = answer;
        size = (this.curve.getCurve().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
        spec = new KeyExchangeSpec(name, 2 * size, 2 * size, size);
    }

    @Override
    public final KeyExchangeSpec spec() {
        return spec;
    }

    @Override
    public final Initiation initiate(RandomBytes random) {
        BigInteger scalar = scalar(random);
        return new Initiation(publicValue(scalar), Secret.taking(BigIntegers.asUnsignedByteArray(size, scalar)));
    }

    @Override
    public final Response respond(byte[] initiatorValue, RandomBytes random) throws InvalidPeerValueException {
        ECPoint peer = point(initiatorValue);
        BigInteger scalar = scalar(random);
        return new Response(publicValue(scalar), agree(peer, scalar));
    }

    @Override
    public final Secret finish(Secret remembered, byte[] responderValue) throws InvalidPeerValueException {
        ECPoint peer = point(responderValue);
        return remembered.use(scalar -> agree(peer, new BigInteger(1, scalar)));
    }

    /** 1 to n-1, evenly but for a bias of 2^-64 (FIPS 186-4, B.4.1). */
    private BigInteger scalar(RandomBytes random) {
        byte[] drawn = random.next(size + Long.BYTES);
        BigInteger scalar = new BigInteger(1, drawn)
                .mod(curve.getN().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
        Arrays.fill(drawn, (byte) 0);
        return scalar;
    }

    private byte[] publicValue(BigInteger scalar) {
        byte[] encoded = new FixedPointCombMultiplier()
                .multiply(curve.getG(), scalar)
                .normalize()
                .getEncoded(false);
        return Arrays.copyOfRange(encoded, 1, encoded.length);
    }

    private Secret agree(ECPoint peer, BigInteger scalar) {
        ECPoint shared = peer.multiply(scalar).normalize();
        return Secret.taking(shared.getAffineXCoord().getEncoded());
    }

    /** The cofactor of these curves is 1: any point of the curve but infinity, which has no coordinates, is of full order. */
    private ECPoint point(byte[] value) throws InvalidPeerValueException {
        if (value.length != spec.initiatorSize()) {
            throw new InvalidPeerValueException("a public value of " + value.length + " bytes in group " + spec.name());
        }
        var encoded = new byte[1 + value.length];
        encoded[0] = UNCOMPRESSED;
        System.arraycopy(value, 0, encoded, 1, value.length);
        try {
            return curve.getCurve().decodePoint(encoded);
        } catch (IllegalArgumentException e) {
            throw new InvalidPeerValueException("a public value that is no point of group " + spec.name());
        }
    }

    @Override
    public final List<KnownAnswer> knownAnswers() {
        return List.of(answer);
    }
}
