// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

/** All IPv4 addresses that share their first {@code length} bits: a network, a host (32) or any address (0). */
public record Ipv4Prefix(Ipv4Address address, int length) {
    /** Every address. */
    public static final Ipv4Prefix ALL = new Ipv4Prefix(Ipv4Address.ANY, 0);

    public Ipv4Prefix {
        if (length < 0 || length > 32) {
            throw new IllegalArgumentException("prefix length " + length + " is not between 0 and 32");
        }
        if ((address.value() & ~mask(length)) != 0) {
            throw new IllegalArgumentException(address + " has host bits beyond /" + length);
        }
    }

    /** The prefix that holds one address only. */
    public static Ipv4Prefix host(Ipv4Address address) {
        return new Ipv4Prefix(address, 32);
    }

    /** @throws IllegalArgumentException if the text is no address and no "address/length", or has bits beyond the length */
    public static Ipv4Prefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return host(Ipv4Address.parse(text));
        }
        String length = text.substring(slash + 1);
        if (!length.matches("0|[1-9][0-9]?")) {
            throw new IllegalArgumentException("Invalid prefix length " + length);
        }
        return new Ipv4Prefix(Ipv4Address.parse(text.substring(0, slash)), Integer.parseInt(length));
    }

    /** The netmask of a length: that many one bits from the left. */
    public static int mask(int length) {
        return length == 0 ? 0 : -1 << 32 - length;
    }

    /** The netmask as an address. */
    public Ipv4Address mask() {
        return new Ipv4Address(mask(length));
    }

    public boolean contains(int candidate) {
        return ((candidate ^ address.value()) & mask(length)) == 0;
    }

    /** Whether all addresses of the other prefix are in this one. */
    public boolean contains(Ipv4Prefix other) {
        return other.length >= length && contains(other.address.value());
    }

    /** Whether the two prefixes share an address. */
    public boolean overlaps(Ipv4Prefix other) {
        return contains(other) || other.contains(this);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
