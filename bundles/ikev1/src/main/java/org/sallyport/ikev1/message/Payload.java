// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/** One payload of a message. */
public sealed interface Payload
        permits CertificatePayload,
                CertificateRequestPayload,
                DeletePayload,
                FragmentPayload,
                HashPayload,
                IdPayload,
                KeyExchangePayload,
                NatDiscoveryPayload,
                NatOriginalAddressPayload,
                NoncePayload,
                NotifyPayload,
                SaPayload,
                SignaturePayload,
                SkippedPayload,
                VendorIdPayload {
    PayloadType type();

    /** Its number on the wire. */
    default int number() {
        return type().number();
    }

    /** Its bytes behind the generic header. */
    Bytes body();
}
