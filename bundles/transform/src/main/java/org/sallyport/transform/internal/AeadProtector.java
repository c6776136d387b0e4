// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.packet.BigEndian;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.CipherTransform.Opener;
import org.sallyport.transform.CipherTransform.Sealer;
import org.sallyport.transform.Protector;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformKind;

/** An AEAD; its nonce is the salt from the keying material and the packet's IV (RFC 4106, 4). */
public final class AeadProtector implements Protector {
    private static final int HIGH = 4;

    private final CipherSpec cipher;
    private final @Nullable Sealer sealer;
    private final @Nullable Opener opener;
    private final byte[] nonce;
    private final boolean extended;
    private @Nullable TransformKind inside;

    private AeadProtector(
            CipherSpec cipher, @Nullable Sealer sealer, @Nullable Opener opener, byte[] salt, boolean extended) {
        this.cipher = cipher;
        this.sealer = sealer;
        this.opener = opener;
        this.extended = extended;
        this.nonce = Arrays.copyOf(salt, cipher.saltSize() + cipher.ivSize());
    }

    public static Protector open(Direction direction, CipherTransform cipher, Secret keyAndSalt, boolean extended)
            throws InvalidKeyException {
        CipherSpec spec = cipher.spec();
        int keySize = keyAndSalt.length() - spec.saltSize();
        if (keySize < 0) {
            throw new InvalidKeyException(spec.name() + " needs a salt of " + spec.saltSize() + " bytes");
        }
        return KeyUse.lend(keyAndSalt, material -> {
            byte[] key = Arrays.copyOf(material, keySize);
            byte[] salt = Arrays.copyOfRange(material, keySize, material.length);
            try {
                return direction == Direction.SEAL
                        ? new AeadProtector(spec, cipher.sealer(key), null, salt, extended)
                        : new AeadProtector(spec, null, cipher.opener(key), salt, extended);
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        });
    }

    @Override
    public CipherSpec cipher() {
        return cipher;
    }

    @Override
    public int icvSize() {
        return cipher.icvSize();
    }

    @Override
    public void seal(byte[] buffer, int aad, int aadLength, int text, int textLength, int sequenceHigh) {
        if (sealer == null) {
            throw new IllegalStateException("this protector opens");
        }
        int added = extended ? HIGH : 0;
        int before = extended ? BigEndian.i32(buffer, aad - HIGH) : 0;
        int spi = extended ? insert(buffer, aad, sequenceHigh) : 0;
        byte[] packetNonce = nonce(buffer, text);
        inside = TransformKind.ENCRYPTION;
        sealer.seal(packetNonce, buffer, aad - added, aadLength + added, text, textLength);
        inside = null;
        if (extended) {
            BigEndian.putI32(buffer, aad, spi);
            BigEndian.putI32(buffer, aad - HIGH, before);
        }
    }

    @Override
    public boolean open(byte[] buffer, int aad, int aadLength, int text, int textLength, int sequenceHigh) {
        if (opener == null) {
            throw new IllegalStateException("this protector seals");
        }
        int added = extended ? HIGH : 0;
        int before = extended ? BigEndian.i32(buffer, aad - HIGH) : 0;
        int spi = extended ? insert(buffer, aad, sequenceHigh) : 0;
        byte[] packetNonce = nonce(buffer, text);
        inside = TransformKind.ENCRYPTION;
        boolean authentic = opener.open(packetNonce, buffer, aad - added, aadLength + added, text, textLength);
        inside = null;
        if (extended) {
            BigEndian.putI32(buffer, aad, spi);
            BigEndian.putI32(buffer, aad - HIGH, before);
        }
        return authentic;
    }

    @Override
    public Optional<TransformKind> inside() {
        return Optional.ofNullable(inside);
    }

    /** RFC 4106, 5: the additional data is SPI, high and low sequence number. @return the SPI, which moved to the front */
    private static int insert(byte[] buffer, int aad, int sequenceHigh) {
        int spi = BigEndian.i32(buffer, aad);
        BigEndian.putI32(buffer, aad - HIGH, spi);
        BigEndian.putI32(buffer, aad, sequenceHigh);
        return spi;
    }

    private byte[] nonce(byte[] buffer, int text) {
        System.arraycopy(buffer, text - cipher.ivSize(), nonce, cipher.saltSize(), cipher.ivSize());
        return nonce;
    }

    @Override
    public void close() {
        if (sealer != null) {
            sealer.close();
        }
        if (opener != null) {
            opener.close();
        }
        Arrays.fill(nonce, (byte) 0);
    }
}
