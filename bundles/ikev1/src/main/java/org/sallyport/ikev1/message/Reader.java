// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/** Reads a peer's bytes from front to end, and never beyond. For one thread. */
final class Reader {
    private static final int MASK = 0xFF;

    private final byte[] bytes;
    private final String what;
    private int at;
    private final int end;

    /** @param what is being read, for complaints */
    Reader(Bytes bytes, String what) {
        this(bytes.toArray(), 0, bytes.length(), what);
    }

    private Reader(byte[] bytes, int at, int end, String what) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
        this.what = what;
    }

    int left() {
        return end - at;
    }

    int byte1() throws PeerException {
        need(1);
        return bytes[at++] & MASK;
    }

    int byte2() throws PeerException {
        return byte1() << Byte.SIZE | byte1();
    }

    /** All 32 bits. */
    int byte4() throws PeerException {
        return byte2() << 2 * Byte.SIZE | byte2();
    }

    long byte8() throws PeerException {
        return (long) byte4() << Integer.SIZE | byte4() & 0xFFFF_FFFFL;
    }

    Bytes bytes(int length) throws PeerException {
        need(length);
        at += length;
        return Bytes.of(bytes, at - length, length);
    }

    Bytes rest() {
        int from = at;
        at = end;
        return Bytes.of(bytes, from, end - from);
    }

    /** The next bytes, to be read by themselves. */
    Reader part(int length, String of) throws PeerException {
        need(length);
        at += length;
        return new Reader(bytes, at - length, at, of);
    }

    private void need(int length) throws PeerException {
        if (length < 0 || length > left()) {
            throw new PeerException(Notify.PAYLOAD_MALFORMED, what + " ends too early");
        }
    }

    /** Whether only zeros are left. */
    boolean onlyZerosLeft() {
        for (int i = at; i < end; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
