// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.security.InvalidKeyException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.packet.BigEndian;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.CipherTransform.Opener;
import org.sallyport.transform.CipherTransform.Sealer;
import org.sallyport.transform.Icv;
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
    private final @Nullable Icv icv;
    private final byte[] iv;
    private final boolean extended;
    private final byte[] high = new byte[Integer.BYTES];
    private @Nullable TransformKind inside;

    private CipherThenMacProtector(
            CipherSpec cipher,
            @Nullable Sealer sealer,
            @Nullable Opener opener,
            @Nullable Mac mac,
            @Nullable Icv icv,
            boolean extended) {
        this.cipher = cipher;
        this.sealer = sealer;
        this.opener = opener;
        this.mac = mac;
        this.icv = icv;
        this.extended = extended;
        this.iv = new byte[cipher.ivSize()];
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
        Icv icv = null;
        if (integrity.isPresent()) {
            mac = KeyUse.lend(integrityKey, integrity.get()::mac);
            icv = new Icv(integrity.get().spec());
        }
        boolean seals = direction == Direction.SEAL;
        Sealer sealer = seals ? KeyUse.lend(cipherKey, cipher::sealer) : null;
        Opener opener = seals ? null : KeyUse.lend(cipherKey, cipher::opener);
        return new CipherThenMacProtector(cipher.spec(), sealer, opener, mac, icv, extended);
    }

    @Override
    public CipherSpec cipher() {
        return cipher;
    }

    @Override
    public int icvSize() {
        return icv == null ? 0 : icv.size();
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
        if (mac != null && icv != null) {
            authenticate(mac, icv, buffer, aad, text + textLength - aad, sequenceHigh);
            icv.write(buffer, text + textLength);
        }
    }

    @Override
    public boolean open(byte[] buffer, int aad, int aadLength, int text, int textLength, int sequenceHigh) {
        if (opener == null) {
            throw new IllegalStateException("this protector seals");
        }
        if (mac != null && icv != null) {
            authenticate(mac, icv, buffer, aad, text + textLength - aad, sequenceHigh);
            if (!icv.matches(buffer, text + textLength)) {
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
    private void authenticate(Mac authenticator, Icv value, byte[] buffer, int from, int length, int sequenceHigh) {
        inside = TransformKind.INTEGRITY;
        authenticator.update(buffer, from, length);
        if (extended) {
            BigEndian.putI32(high, 0, sequenceHigh);
            authenticator.update(high, 0, high.length);
        }
        value.finish(authenticator);
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
        if (icv != null) {
            icv.wipe();
        }
    }
}
