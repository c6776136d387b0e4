// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one message of one peer, until all have come. Nothing vouches for a piece: one that does not go with those
 * before it begins a new collection. Owned by the loop that owns the peer; it holds at most {@link #MAX_TOTAL} bytes until
 * whoever owns it clears it.
 */
public final class Fragments {
    /** A message of 64 KiB in the smallest pieces that anybody sends has more; nobody sends such messages. */
    public static final int MAX_PIECES = 64;

    /** As long as a datagram, which the message would have been. */
    public static final int MAX_TOTAL = 65_535;

    /** Bytes of identifier, number and flags. */
    private static final int OWN_HEADER = 4;

    /** Where the type of the first payload stands in a header. */
    private static final int FIRST_PAYLOAD = 2 * Cookie.SIZE;

    private final @Nullable FragmentPayload[] pieces = new FragmentPayload[MAX_PIECES];
    private int id;
    private int count;
    private int last;
    private int highest;
    private int total;

    /**
     * Adds a piece.
     *
     * @return the whole message, if this was the piece that was missing; the collection is empty then
     * @throws PeerException if the message gets too long, or is itself a piece; the collection is empty then
     */
    public Optional<Bytes> add(FragmentPayload piece) throws PeerException {
        if (piece.piece() > MAX_PIECES) {
            throw Decoder.malformed("fragment number " + piece.piece());
        }
        if (isHere(piece)) {
            return Optional.empty();
        }
        if (contradicts(piece)) {
            clear();
        }
        if (total + piece.data().length() > MAX_TOTAL) {
            clear();
            throw Decoder.malformed("fragments of more than " + MAX_TOTAL + " bytes");
        }
        keep(piece);
        return count == last ? Optional.of(whole()) : Optional.empty();
    }

    private boolean isHere(FragmentPayload piece) {
        return piece.equals(pieces[piece.piece() - 1]);
    }

    private boolean contradicts(FragmentPayload piece) {
        boolean another = count > 0 && piece.id() != id;
        boolean taken = pieces[piece.piece() - 1] != null;
        boolean beyond = last != 0 && (piece.last() || piece.piece() > last);
        return another || taken || beyond || piece.last() && piece.piece() < highest;
    }

    private void keep(FragmentPayload piece) {
        pieces[piece.piece() - 1] = piece;
        id = piece.id();
        count++;
        total += piece.data().length();
        highest = Math.max(highest, piece.piece());
        if (piece.last()) {
            last = piece.piece();
        }
    }

    private Bytes whole() throws PeerException {
        List<Bytes> parts = new ArrayList<>();
        for (FragmentPayload piece : pieces) {
            if (piece != null) {
                parts.add(piece.data());
            }
        }
        clear();
        Bytes whole = Bytes.concat(parts.toArray(Bytes[]::new));
        if (whole.length() > FIRST_PAYLOAD && whole.at(FIRST_PAYLOAD) == PayloadType.FRAGMENT.number()) {
            throw Decoder.malformed("a fragment of fragments");
        }
        return whole;
    }

    /** Forgets all pieces. */
    public void clear() {
        Arrays.fill(pieces, null);
        count = 0;
        last = 0;
        highest = 0;
        total = 0;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /**
     * Cuts a message into pieces, each a datagram. Their headers are copies of the message's without the flag of encryption:
     * some peers would decrypt them otherwise.
     *
     * @param header the message's
     * @param size bytes of a whole datagram, header and all
     */
    public static List<byte[]> cut(Header header, Bytes datagram, int id, int size) {
        int room = size - Header.SIZE - Encoder.GENERIC - OWN_HEADER;
        if (room < 1 || datagram.length() > (long) room * MAX_PIECES) {
            throw new IllegalArgumentException(datagram.length() + " bytes do not fit pieces of " + size);
        }
        var clear =
                new Header(header.initiator(), header.responder(), header.exchange(), false, false, header.messageId());
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < datagram.length(); at += room) {
            int end = Math.min(at + room, datagram.length());
            var piece = new FragmentPayload(id, pieces.size() + 1, end == datagram.length(), datagram.slice(at, end));
            pieces.add(Encoder.clear(Message.of(clear, List.of(piece))));
        }
        return pieces;
    }
}
