// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/**
 * An address as its owner sees it, for checksums in transport mode (RFC 3947, 5.2).
 *
 * @param idType {@link IdType#IPV4_ADDR} or {@link IdType#IPV6_ADDR}
 * @param draft whether it has the number that the drafts used
 */
public record NatOriginalAddressPayload(IdType idType, Bytes address, boolean draft) implements Payload {
    @Override
    public PayloadType type() {
        return draft ? PayloadType.NAT_OA_DRAFT : PayloadType.NAT_OA;
    }

    @Override
    public Bytes body() {
        return Bytes.concat(Bytes.of((byte) idType.number(), (byte) 0, (byte) 0, (byte) 0), address);
    }
}
