// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.IntegrityTransform.Mac;

/** An authenticator that has thrown over a packet which nobody vouched for: as {@link DoubtedProtector}, piece by piece. */
final class DoubtedAuthenticator extends Authenticator {
    private final Witness<Authenticator> witness;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private @Nullable Throwable failure;
    private boolean convicted;

    DoubtedAuthenticator(Mac doubted, IntegritySpec spec, Witness<Authenticator> witness) {
        super(doubted, spec);
        this.witness = witness;
    }

    /** Whether it threw over a genuine packet. */
    boolean isConvicted() {
        return convicted;
    }

    /** What it throws waits for the end of the packet: the witness needs all of it. */
    @Override
    void take(byte[] buffer, int offset, int length) {
        heard.write(buffer, offset, length);
        if (failure == null) {
            try {
                super.take(buffer, offset, length);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }

    @Override
    public boolean matches(byte[] buffer, int offset) {
        byte[] message = heard.toByteArray();
        heard.reset();
        try {
            throwLate();
            return super.matches(buffer, offset);
        } catch (RuntimeException | Error e) {
            convicted = witness.confirms(other -> {
                other.update(message, 0, message.length);
                return other.matches(buffer, offset);
            });
            throw e;
        }
    }

    /** It is opened anew after that, and begins without a failure. */
    private void throwLate() {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
