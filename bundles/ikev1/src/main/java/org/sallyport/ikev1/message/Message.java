// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.List;
import java.util.Optional;

/**
 * A message in clear: received and decrypted, or to be sent.
 *
 * @param octets its payloads as written, without header and without the padding of encryption: hashes cover what stands
 *     on the wire, and not what this side would have written in its place
 */
public record Message(Header header, List<Payload> payloads, Bytes octets) {
    public Message {
        payloads = List.copyOf(payloads);
    }

    /** One to be sent. */
    public static Message of(Header header, List<Payload> payloads) {
        return new Message(header, payloads, Encoder.payloads(payloads));
    }

    /** The first payload of that class. */
    public <P extends Payload> Optional<P> first(Class<P> type) {
        return payloads.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** All payloads of that class, in order. */
    public <P extends Payload> List<P> all(Class<P> type) {
        return payloads.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public boolean has(VendorId known) {
        return all(VendorIdPayload.class).stream()
                .anyMatch(payload -> payload.known().filter(known::equals).isPresent());
    }

    /**
     * The payloads behind the first one, as written: what HASH(1), HASH(2) and its kin cover (RFC 2409, 5.5: "the entire
     * message that follows the hash").
     */
    public Bytes behindFirst() {
        if (payloads.isEmpty()) {
            return Bytes.EMPTY;
        }
        int first = octets.at(2) << Byte.SIZE | octets.at(3);
        return octets.slice(first, octets.length());
    }
}
