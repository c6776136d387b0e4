// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.packet.BigEndian;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.CipherTransform.Opener;
import org.sallyport.transform.CipherTransform.Sealer;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.IntegrityTransform.Mac;
import org.sallyport.transform.Protector;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformKind;

/**
 * A cipher, and a MAC over its output. RFC 4303, 3.3.2.1: "If integrity is selected, encryption is performed first,
 * before the integrity algorithm is applied".
 */
public final class CipherThenMacProtector implements Protector {
    private final CipherSpec cipher;
    private final @Nullable Sealer sealer;
    private final @Nullable Opener opener;
    private final @Nullable Mac mac;
    private final int icvSize;
    private final byte[] iv;
    private final byte[] tag;
    private final byte[] received;
    private final boolean extended;
    private final byte[] high = new byte[Integer.BYTES];
    private @Nullable TransformKind inside;

    private CipherThenMacProtector(
            CipherSpec cipher,
            @Nullable Sealer sealer,
            @Nullable Opener opener,
            @Nullable Mac mac,
            int tag,
            int icv,
            boolean extended) {
        this.cipher = cipher;
        this.sealer = sealer;
        this.opener = opener;
        this.mac = mac;
        this.icvSize = icv;
        this.extended = extended;
        this.iv = new byte[cipher.ivSize()];
        this.tag = new byte[tag];
        this.received = new byte[tag];
    }

    public static Protector open(
            Direction direction,
            CipherTransform cipher,
            Secret cipherKey,
            Optional<IntegrityTransform> integrity,
            Secret integrityKey,
            boolean extended)
            throws InvalidKeyException {
        Mac mac = null;
        int tagSize = 0;
        int icvSize = 0;
        if (integrity.isPresent()) {
            mac = KeyUse.lend(integrityKey, integrity.get()::mac);
            tagSize = integrity.get().spec().tagSize();
            icvSize = integrity.get().spec().icvSize();
        }
        boolean seals = direction == Direction.SEAL;
        Sealer sealer = seals ? KeyUse.lend(cipherKey, cipher::sealer) : null;
        Opener opener = seals ? null : KeyUse.lend(cipherKey, cipher::opener);
        return new CipherThenMacProtector(cipher.spec(), sealer, opener, mac, tagSize, icvSize, extended);
    }

    @Override
    public CipherSpec cipher() {
        return cipher;
    }

    @Override
    public int icvSize() {
        return icvSize;
    }

    @Override
    public void seal(byte[] buffer, int aad, int aadLength, int text, int textLength, int sequenceHigh) {
        if (sealer == null) {
            throw new IllegalStateException("this protector opens");
        }
        System.arraycopy(buffer, text - iv.length, iv, 0, iv.length);
        inside = TransformKind.ENCRYPTION;
        sealer.seal(iv, buffer, aad, aadLength, text, textLength);
        inside = null;
        if (mac != null) {
            authenticate(mac, buffer, aad, text + textLength - aad, sequenceHigh);
            System.arraycopy(tag, 0, buffer, text + textLength, icvSize);
        }
    }

    @Override
    public boolean open(byte[] buffer, int aad, int aadLength, int text, int textLength, int sequenceHigh) {
        if (opener == null) {
            throw new IllegalStateException("this protector seals");
        }
        if (mac != null) {
            authenticate(mac, buffer, aad, text + textLength - aad, sequenceHigh);
            System.arraycopy(tag, icvSize, received, icvSize, tag.length - icvSize);
            System.arraycopy(buffer, text + textLength, received, 0, icvSize);
            if (!MessageDigest.isEqual(tag, received)) { // constant time
                return false;
            }
        }
        System.arraycopy(buffer, text - iv.length, iv, 0, iv.length);
        inside = TransformKind.ENCRYPTION;
        boolean opened = opener.open(iv, buffer, aad, aadLength, text, textLength);
        inside = null;
        return opened;
    }

    @Override
    public Optional<TransformKind> inside() {
        return Optional.ofNullable(inside);
    }

    /** RFC 4303, 2.2.1: the high bits are "appended after the ESP Trailer ... for computing the ICV". */
    private void authenticate(Mac authenticator, byte[] buffer, int from, int length, int sequenceHigh) {
        inside = TransformKind.INTEGRITY;
        authenticator.update(buffer, from, length);
        if (extended) {
            BigEndian.putI32(high, 0, sequenceHigh);
            authenticator.update(high, 0, high.length);
        }
        authenticator.finish(tag, 0);
        inside = null;
    }

    @Override
    public void close() {
        if (sealer != null) {
            sealer.close();
        }
        if (opener != null) {
            opener.close();
        }
        if (mac != null) {
            mac.close();
        }
        Arrays.fill(tag, (byte) 0);
    }
}
