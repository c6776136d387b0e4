// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.Optional;

/**
 * A notification (RFC 2408, 3.14).
 *
 * @param doi 1, or 0 where the peer speaks of ISAKMP alone
 * @param spi whose SA it concerns: both cookies for an ISAKMP SA, empty for none
 * @param notifyType its number; {@link #known} says whether it means anything here
 */
public record NotifyPayload(int doi, Protocol protocol, Bytes spi, int notifyType, Bytes data) implements Payload {
    /** One to be sent, in the IPsec DOI. */
    public static NotifyPayload of(Notify notify, Protocol protocol, Bytes spi, Bytes data) {
        return new NotifyPayload(Encoder.DOI_IPSEC, protocol, spi, notify.number(), data);
    }

    /** What it tells, if that is known here. */
    public Optional<Notify> known() {
        return Notify.of(notifyType);
    }

    @Override
    public PayloadType type() {
        return PayloadType.NOTIFY;
    }

    @Override
    public Bytes body() {
        return Encoder.notifyBody(this);
    }
}
