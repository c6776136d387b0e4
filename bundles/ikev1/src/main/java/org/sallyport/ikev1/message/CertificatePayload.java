// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/** A certificate or a list of revoked ones (RFC 2408, 3.9); 4 is an X.509 certificate for signatures. */
public record CertificatePayload(int encoding, Bytes data) implements Payload {
    public static final int X509_SIGNATURE = 4;

    @Override
    public PayloadType type() {
        return PayloadType.CERTIFICATE;
    }

    @Override
    public Bytes body() {
        return Bytes.concat(Bytes.of((byte) encoding), data);
    }
}
