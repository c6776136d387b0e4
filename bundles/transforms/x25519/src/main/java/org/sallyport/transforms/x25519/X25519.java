// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.x25519;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.KeyAgreement;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeSpec;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.RandomBytes;
import org.sallyport.transform.Secret;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Diffie-Hellman on Curve25519 (RFC 7748, 6.1), by the JDK in constant time. IKEv1 has no number for it: no keyword. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "x25519",
        keyBits = 256,
        ikev2 = 31,
        standing = Standing.RECOMMENDED)
public final class X25519 implements KeyExchangeTransform {
    private static final int SIZE = 32;
    private static final KeyExchangeSpec SPEC = new KeyExchangeSpec("x25519", SIZE, SIZE, SIZE);
    private static final byte[] BASE = Arrays.copyOf(new byte[] {9}, SIZE);

    @Override
    public KeyExchangeSpec spec() {
        return SPEC;
    }

    @Override
    public Initiation initiate(RandomBytes random) {
        byte[] key = random.next(SIZE);
        return new Initiation(publicValue(key), Secret.taking(key));
    }

    @Override
    public Response respond(byte[] initiatorValue, RandomBytes random) throws InvalidPeerValueException {
        byte[] key = random.next(SIZE);
        Secret secret = Secret.taking(agree(key, initiatorValue)); // of a value that is refused the key never serves
        var response = new Response(publicValue(key), secret);
        Arrays.fill(key, (byte) 0);
        return response;
    }

    @Override
    public Secret finish(Secret remembered, byte[] responderValue) throws InvalidPeerValueException {
        byte[] key = remembered.use(byte[]::clone);
        Secret secret = Secret.taking(agree(key, responderValue));
        Arrays.fill(key, (byte) 0);
        return secret;
    }

    private static byte[] publicValue(byte[] key) {
        try {
            return agree(key, BASE);
        } catch (InvalidPeerValueException e) {
            throw new IllegalStateException("the base point is refused", e);
        }
    }

    /** RFC 7748, 6.1: a secret of zeros, which the JDK refuses, comes of a point of small order. */
    private static byte[] agree(byte[] key, byte[] peer) throws InvalidPeerValueException {
        if (peer.length != SIZE) {
            throw new InvalidPeerValueException("a public value of " + peer.length + " bytes in group x25519");
        }
        try {
            var factory = KeyFactory.getInstance("X25519");
            var agreement = KeyAgreement.getInstance("X25519");
            agreement.init(factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, key)));
            agreement.doPhase(
                    factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, number(peer))), true);
            return agreement.generateSecret();
        } catch (InvalidKeyException e) {
            throw new InvalidPeerValueException("a point of small order in group x25519");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks X25519", e);
        }
    }

    /** RFC 7748, 5: little-endian, and "MUST mask the most significant bit in the final byte". */
    private static BigInteger number(byte[] littleEndian) {
        var bytes = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = littleEndian[SIZE - 1 - i];
        }
        return new BigInteger(1, bytes).clearBit(SIZE * Byte.SIZE - 1);
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.agreement(
                        "RFC 7748, 6.1, Alice",
                        "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
                        "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
                        "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"),
                KnownAnswer.agreement(
                        "RFC 7748, 6.1, Bob",
                        "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
                        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
                        "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"));
    }
}
