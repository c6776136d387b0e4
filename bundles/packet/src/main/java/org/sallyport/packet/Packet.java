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
    private final int start;
    private final int end;
    private final int headroom;
    private int offset;
    private int length;

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
