// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/**
 * A piece of a whole message with its header, alone in a message of its own. Nothing authenticates it but what it becomes a
 * part of.
 *
 * @param id the same in all pieces of a message
 * @param piece which one, from 1
 */
public record FragmentPayload(int id, int piece, boolean last, Bytes data) implements Payload {
    @Override
    public PayloadType type() {
        return PayloadType.FRAGMENT;
    }

    @Override
    public Bytes body() {
        return Bytes.concat(Bytes.of((byte) (id >>> Byte.SIZE), (byte) id, (byte) piece, (byte) (last ? 1 : 0)), data);
    }
}
