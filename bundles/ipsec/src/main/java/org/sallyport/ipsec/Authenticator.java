// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;
import org.sallyport.packet.BigEndian;
import org.sallyport.transform.Icv;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.IntegrityTransform.Mac;
import org.sallyport.transform.TransformKind;

/**
 * The keyed authenticator of an SA without a cipher: it takes a packet piece by piece, and then writes the ICV or compares
 * it. For one thread.
 */
public class Authenticator {
    private static final byte[] ZEROS = new byte[64];

    private final Mac mac;
    private final Icv icv;
    private final byte[] untransmitted = new byte[Integer.BYTES];
    private boolean inside;

    Authenticator(Mac mac, IntegritySpec spec) {
        this.mac = mac;
        this.icv = new Icv(spec);
    }

    /** Bytes of ICV in a packet. */
    public final int icvSize() {
        return icv.size();
    }

    /** Takes the next bytes. */
    public final void update(byte[] buffer, int offset, int length) {
        take(buffer, offset, length);
    }

    /** Takes that many zeros: what stands there may change on the way. */
    public final void updateZeros(int length) {
        for (int left = length; left > 0; left -= ZEROS.length) {
            take(ZEROS, 0, Math.min(left, ZEROS.length));
        }
    }

    /** Takes a number that does not travel. */
    public final void updateNumber(int number) {
        BigEndian.putI32(untransmitted, 0, number);
        take(untransmitted, 0, untransmitted.length);
    }

    /** Writes the ICV, and is ready for the next packet. */
    public final void write(byte[] buffer, int offset) {
        finish();
        icv.write(buffer, offset);
    }

    /** Compares the ICV, in constant time, and is ready for the next packet. */
    public boolean matches(byte[] buffer, int offset) {
        finish();
        return icv.matches(buffer, offset);
    }

    void take(byte[] buffer, int offset, int length) {
        inside = true;
        mac.update(buffer, offset, length);
        inside = false;
    }

    private void finish() {
        inside = true;
        icv.finish(mac);
        inside = false;
    }

    /** In whose code it is, or was when a call threw. */
    Optional<TransformKind> inside() {
        return inside ? Optional.of(TransformKind.INTEGRITY) : Optional.empty();
    }

    void close() {
        mac.close();
        icv.wipe();
    }
}
