// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.settings;

import java.nio.charset.StandardCharsets;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.IdType;
import org.sallyport.packet.Ipv4Address;

/** What this gateway calls itself in phase 1: {@code isakmp identity}. */
public sealed interface Identity {
    /** As it stands in a message sent from an address. */
    IdPayload payload(Ipv4Address local);

    /** The line that says so; without one it is the address. */
    String line();

    /** By the address it is spoken to at. */
    record Address() implements Identity {
        @Override
        public IdPayload payload(Ipv4Address local) {
            return new IdPayload(IdType.IPV4_ADDR, UDP, PORT, octets(local));
        }

        @Override
        public String line() {
            return "isakmp identity address";
        }
    }

    /** By its host name and domain. */
    record Hostname(String name) implements Identity {
        @Override
        public IdPayload payload(Ipv4Address local) {
            return new IdPayload(IdType.FQDN, UDP, PORT, Bytes.of(name.getBytes(StandardCharsets.US_ASCII)));
        }

        @Override
        public String line() {
            return "isakmp identity hostname";
        }
    }

    /** RFC 2407, 4.6.2: "During Phase I negotiations, the ID port and protocol fields MUST be set to zero or to UDP port 500." */
    int UDP = 17;

    int PORT = 500;

    /** An address as it stands in a payload. */
    static Bytes octets(Ipv4Address address) {
        int value = address.value();
        return Bytes.of((byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value);
    }
}
