// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/**
 * Who a side is in phase 1, or which flow it means in phase 2 (RFC 2407, 4.6.2).
 *
 * @param protocol of IP, 0 for all
 * @param port 0 for all
 */
public record IdPayload(IdType idType, int protocol, int port, Bytes data) implements Payload {
    /** An identity of phase 1 without protocol and port. */
    public static IdPayload of(IdType type, Bytes data) {
        return new IdPayload(type, 0, 0, data);
    }

    @Override
    public PayloadType type() {
        return PayloadType.ID;
    }

    /** Type, protocol, port and data, as the hashes cover it (RFC 2409, 5: IDii_b, IDir_b). */
    @Override
    public Bytes body() {
        Bytes start = Bytes.of((byte) idType.number(), (byte) protocol, (byte) (port >>> Byte.SIZE), (byte) port);
        return Bytes.concat(start, data);
    }

    /** Who that is, whatever protocol and port are said with it: implementations differ in these. */
    public Bytes who() {
        return Bytes.concat(Bytes.of((byte) idType.number()), data);
    }

    /** In words, safe to print. */
    public String words() {
        return idType.words(data) + (protocol == 0 && port == 0 ? "" : " protocol " + protocol + " port " + port);
    }
}
