// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/**
 * A wish for a certificate (RFC 2408, 3.10).
 *
 * @param authority whose: a distinguished name in DER; empty for anybody's
 */
public record CertificateRequestPayload(int encoding, Bytes authority) implements Payload {
    @Override
    public PayloadType type() {
        return PayloadType.CERTIFICATE_REQUEST;
    }

    @Override
    public Bytes body() {
        return Bytes.concat(Bytes.of((byte) encoding), authority);
    }
}
