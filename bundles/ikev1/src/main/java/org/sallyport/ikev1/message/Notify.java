// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.Locale;
import java.util.Optional;

/** What a notification tells (RFC 2408, 3.14.1; RFC 2407, 4.6.3; RFC 3706, 5.3 and 5.4). */
public enum Notify {
    INVALID_PAYLOAD_TYPE(1),
    DOI_NOT_SUPPORTED(2),
    SITUATION_NOT_SUPPORTED(3),
    INVALID_COOKIE(4),
    INVALID_MAJOR_VERSION(5),
    INVALID_MINOR_VERSION(6),
    INVALID_EXCHANGE_TYPE(7),
    INVALID_FLAGS(8),
    INVALID_MESSAGE_ID(9),
    INVALID_PROTOCOL_ID(10),
    INVALID_SPI(11),
    INVALID_TRANSFORM_ID(12),
    ATTRIBUTES_NOT_SUPPORTED(13),
    NO_PROPOSAL_CHOSEN(14),
    BAD_PROPOSAL_SYNTAX(15),
    PAYLOAD_MALFORMED(16),
    INVALID_KEY_INFORMATION(17),
    INVALID_ID_INFORMATION(18),
    INVALID_CERT_ENCODING(19),
    INVALID_CERTIFICATE(20),
    CERT_TYPE_UNSUPPORTED(21),
    INVALID_CERT_AUTHORITY(22),
    INVALID_HASH_INFORMATION(23),
    AUTHENTICATION_FAILED(24),
    INVALID_SIGNATURE(25),
    ADDRESS_NOTIFICATION(26),
    NOTIFY_SA_LIFETIME(27),
    CERTIFICATE_UNAVAILABLE(28),
    UNSUPPORTED_EXCHANGE_TYPE(29),
    UNEQUAL_PAYLOAD_LENGTHS(30),
    CONNECTED(16_384),
    RESPONDER_LIFETIME(24_576),
    REPLAY_STATUS(24_577),
    INITIAL_CONTACT(24_578),
    R_U_THERE(36_136),
    R_U_THERE_ACK(36_137);

    private static final int LAST_ERROR = 16_383;

    private final int number;

    Notify(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** Whether it says that something is wrong (RFC 2408, 3.14.1: "ERROR TYPES"). */
    public boolean isError() {
        return number <= LAST_ERROR;
    }

    public static Optional<Notify> of(int number) {
        for (Notify type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** As the RFCs write it: {@code NO-PROPOSAL-CHOSEN}. */
    @Override
    public String toString() {
        return name().replace('_', '-').toUpperCase(Locale.ROOT);
    }
}
