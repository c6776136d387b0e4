// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.Arrays;

/** A datagram as a peer could write it, right or wrong: main mode, version 1, cookie 11..., until told otherwise. */
final class Raw {
    private byte[] header = Bytes.ofHex(
                    "1111111111111111" + "0000000000000000" + "01" + "10" + "02" + "00" + "00000000" + "00000000")
            .toArray();
    private Bytes body = Bytes.EMPTY;
    private Bytes behind = Bytes.EMPTY;
    private long length = -1;

    static Raw main() {
        return new Raw();
    }

    /** With one payload of that type. */
    static Raw of(int type, String body) {
        return new Raw().first(type).payload(0, body);
    }

    Raw first(int type) {
        header[16] = (byte) type;
        return this;
    }

    Raw version(int version) {
        header[17] = (byte) version;
        return this;
    }

    Raw exchange(int exchange) {
        header[18] = (byte) exchange;
        return this;
    }

    Raw flags(int flags) {
        header[19] = (byte) flags;
        return this;
    }

    Raw messageId(int id) {
        header[23] = (byte) id;
        return this;
    }

    Raw initiator(int each) {
        Arrays.fill(header, 0, 8, (byte) each);
        return this;
    }

    Raw responder(int each) {
        Arrays.fill(header, 8, 16, (byte) each);
        return this;
    }

    /** The length in the header; the right one if this is not called. */
    Raw length(long length) {
        this.length = length;
        return this;
    }

    Raw body(String digits) {
        body = Bytes.concat(body, Bytes.ofHex(digits));
        return this;
    }

    /** A payload with its generic header. */
    Raw payload(int next, String digits) {
        int size = 4 + digits.length() / 2;
        return body(String.format("%02x00%04x", next, size) + digits);
    }

    Raw behind(String digits) {
        behind = Bytes.ofHex(digits);
        return this;
    }

    Bytes bytes() {
        byte[] start = header.clone();
        long said = length < 0 ? Header.SIZE + body.length() : length;
        for (int i = 0; i < Integer.BYTES; i++) {
            start[24 + i] = (byte) (said >>> Byte.SIZE * (Integer.BYTES - 1 - i));
        }
        return Bytes.concat(Bytes.of(start), body, behind);
    }

    Message decoded() throws PeerException {
        Envelope envelope = Decoder.STRICT.envelope(bytes());
        return Decoder.STRICT.message(envelope, envelope.body());
    }
}
