// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

/**
 * One packet: an array, where the packet starts in it, and how many bytes it has.
 *
 * <p>In front of the packet is headroom for outer headers, behind it tailroom for padding and an ICV; both belong to the
 * packet. Several packets may share one array, each in its own region. Mutable, and owned by the thread that holds the
 * batch it came in.
 */
public final class Packet {
    private final byte[] buffer;
    private final int headroom;
    private int start;
    private int end;
    private int offset;
    private int length;
    private int localAddress;
    private int localPort;
    private int remoteAddress;
    private int remotePort;

    /**
     * A packet in the region {@code [start, start + capacity)} of an array, empty, behind its headroom.
     *
     * @param headroom bytes kept free in front of what a device writes
     */
    public Packet(byte[] buffer, int start, int capacity, int headroom) {
        if (start < 0 || capacity < headroom || headroom < 0 || start + capacity > buffer.length) {
            throw new IllegalArgumentException("a region of " + capacity + " bytes at " + start + " with headroom "
                    + headroom + " does not fit an array of " + buffer.length);
        }
        this.buffer = buffer;
        this.start = start;
        this.end = start + capacity;
        this.headroom = headroom;
        this.offset = start + headroom;
    }

    /** A packet of its own array, with that much headroom and tailroom around a copy of the bytes. */
    public static Packet copyOf(byte[] bytes, int headroom, int tailroom) {
        var buffer = new byte[headroom + bytes.length + tailroom];
        var packet = new Packet(buffer, 0, buffer.length, headroom);
        packet.set(bytes, 0, bytes.length);
        return packet;
    }

    /** The array that holds this packet, and perhaps others. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the packet starts in its array. */
    public int offset() {
        return offset;
    }

    /** Bytes of the packet. */
    public int length() {
        return length;
    }

    /** First index behind the packet. */
    public int limit() {
        return offset + length;
    }

    /** Bytes free in front of the packet. */
    public int headroom() {
        return offset - start;
    }

    /** Bytes free behind the packet. */
    public int tailroom() {
        return end - offset - length;
    }

    /** Empties the packet and gives it its first headroom back. */
    public void clear() {
        offset = start + headroom;
        length = 0;
        bare();
    }

    /**
     * Moves the packet to another region of its array: a device received several packets in one piece.
     *
     * @param newStart where its room begins
     * @param newEnd first index behind its room
     * @param newOffset where the packet begins
     * @param newLength bytes of the packet
     */
    public void place(int newStart, int newEnd, int newOffset, int newLength) {
        if (newStart < 0 || newEnd > buffer.length || newOffset < newStart || newOffset + newLength > newEnd) {
            throw new IllegalArgumentException(
                    "place " + newOffset + "+" + newLength + " in " + newStart + "-" + newEnd);
        }
        start = newStart;
        end = newEnd;
        offset = newOffset;
        length = newLength;
        bare();
    }

    /**
     * Says that the packet is the payload of a UDP datagram, whose headers stand nowhere: the device took them off, or
     * will put them on. Addresses are 32-bit numbers.
     */
    public void datagram(int newLocalAddress, int newLocalPort, int newRemoteAddress, int newRemotePort) {
        localAddress = newLocalAddress;
        localPort = newLocalPort;
        remoteAddress = newRemoteAddress;
        remotePort = newRemotePort;
    }

    /** Says that the packet is a whole IPv4 packet. */
    public void bare() {
        localPort = 0;
        remotePort = 0;
    }

    /** Whether the packet is the payload of a UDP datagram; else it is a whole IPv4 packet. */
    public boolean isDatagram() {
        return localPort != 0;
    }

    /** This gateway's address of a datagram. */
    public int localAddress() {
        return localAddress;
    }

    /** This gateway's port of a datagram; 0 if it is none. */
    public int localPort() {
        return localPort;
    }

    /** The peer's address of a datagram. */
    public int remoteAddress() {
        return remoteAddress;
    }

    /** The peer's port of a datagram. */
    public int remotePort() {
        return remotePort;
    }

    /** Says how many bytes a device wrote at {@link #offset}. */
    public void length(int newLength) {
        if (newLength < 0 || offset + newLength > end) {
            throw new IllegalArgumentException("length " + newLength + " with " + (end - offset) + " bytes of room");
        }
        length = newLength;
    }

    /** Grows the packet at its front by that many bytes of headroom; a negative number cuts bytes off. */
    public void prepend(int bytes) {
        if (bytes > headroom() || -bytes > length) {
            throw new IllegalArgumentException("prepend " + bytes + " with headroom " + headroom());
        }
        offset -= bytes;
        length += bytes;
    }

    /** Moves both edges: the packet then starts at {@code newOffset} and has {@code newLength} bytes. */
    public void window(int newOffset, int newLength) {
        if (newOffset < start || newLength < 0 || newOffset + newLength > end) {
            throw new IllegalArgumentException(
                    "window " + newOffset + "+" + newLength + " outside " + start + "-" + end);
        }
        offset = newOffset;
        length = newLength;
    }

    /** Empties the packet and fills it with a copy of the bytes. */
    public void set(byte[] source, int sourceOffset, int sourceLength) {
        clear();
        length(sourceLength);
        System.arraycopy(source, sourceOffset, buffer, offset, sourceLength);
    }

    /** Empties this packet and fills it with a copy of the other. */
    public void set(Packet other) {
        set(other.buffer, other.offset, other.length);
        datagram(other.localAddress, other.localPort, other.remoteAddress, other.remotePort);
    }

    /** A copy of the packet's bytes. */
    public byte[] toByteArray() {
        var bytes = new byte[length];
        System.arraycopy(buffer, offset, bytes, 0, length);
        return bytes;
    }

    @Override
    public String toString() {
        return "Packet[" + length + " bytes]";
    }
}
