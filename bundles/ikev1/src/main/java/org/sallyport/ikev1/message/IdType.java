// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.Optional;

/** Kinds of identities (RFC 2407, 4.6.2.1). */
public enum IdType {
    IPV4_ADDR(1, 4, "address"),
    FQDN(2, -1, "host name"),
    USER_FQDN(3, -1, "user"),
    IPV4_ADDR_SUBNET(4, 8, "subnet"),
    IPV6_ADDR(5, 16, "IPv6 address"),
    IPV6_ADDR_SUBNET(6, 32, "IPv6 subnet"),
    IPV4_ADDR_RANGE(7, 8, "range"),
    IPV6_ADDR_RANGE(8, 32, "IPv6 range"),
    DER_ASN1_DN(9, -1, "distinguished name"),
    DER_ASN1_GN(10, -1, "general name"),
    KEY_ID(11, -1, "key id");

    private static final int IPV4 = 4;

    private final int number;
    private final int size;
    private final String words;

    IdType(int number, int size, String words) {
        this.number = number;
        this.size = size;
        this.words = words;
    }

    public int number() {
        return number;
    }

    /** Whether data of that length can be one. */
    public boolean takes(int length) {
        return size < 0 ? length > 0 : length == size;
    }

    public static Optional<IdType> of(int number) {
        for (IdType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** An identity of this kind, safe to print: a peer's bytes that are no plain letters come as hexadecimal digits. */
    String words(Bytes data) {
        return words + " "
                + switch (this) {
                    case IPV4_ADDR -> dotted(data, 0);
                    case IPV4_ADDR_SUBNET, IPV4_ADDR_RANGE ->
                        data.length() == 2 * IPV4
                                ? dotted(data, 0) + (this == IPV4_ADDR_SUBNET ? "/" : "-") + dotted(data, IPV4)
                                : data.hex();
                    case FQDN, USER_FQDN -> Text.printable(data);
                    default -> data.hex();
                };
    }

    private static String dotted(Bytes data, int at) {
        return data.length() < at + IPV4
                ? data.hex()
                : data.at(at) + "." + data.at(at + 1) + "." + data.at(at + 2) + "." + data.at(at + 3);
    }
}
