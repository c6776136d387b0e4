// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.security.InvalidKeyException;
import java.util.Arrays;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.transform.Protector;
import org.sallyport.transform.TransformSnapshot;

/** A peer that knows the keys and does as it likes: ESP packets of any content, properly authenticated. */
record Forge(SaParameters sa, TransformSnapshot transforms) {
    /** The inner packet with correct padding to whole blocks of 16, and that next header. */
    byte[] carrying(byte[] inner, int nextHeader, int sequence) {
        int padding = Math.floorMod(-(inner.length + 2), 16);
        byte[] text = Arrays.copyOf(inner, inner.length + padding + 2);
        for (int i = 0; i < padding; i++) {
            text[inner.length + i] = (byte) (i + 1);
        }
        text[text.length - 2] = (byte) padding;
        text[text.length - 1] = (byte) nextHeader;
        return packet(text, sequence);
    }

    /** A packet whose text, trailer included, is that. */
    byte[] packet(byte[] text, int sequence) {
        var algorithms = sa.algorithms();
        try (var protector = Protector.open(
                Protector.Direction.SEAL,
                transforms.cipher(algorithms.cipher().orElseThrow()),
                sa.cipherKey(),
                algorithms.integrity().map(transforms::integrity),
                sa.integrityKey())) {
            int start = Ipv4Header.MIN_LENGTH + 8 + protector.cipher().ivSize();
            var packet = new byte[start + text.length + protector.icvSize()];
            System.arraycopy(text, 0, packet, start, text.length);
            BigEndian.putI32(packet, Ipv4Header.MIN_LENGTH, sa.id().spi());
            BigEndian.putI32(packet, Ipv4Header.MIN_LENGTH + 4, sequence);
            protector.seal(packet, Ipv4Header.MIN_LENGTH, 8, start, text.length);
            Ipv4Header.write(
                    packet,
                    0,
                    packet.length,
                    0,
                    0,
                    false,
                    64,
                    IpProtocol.ESP,
                    sa.local().value(),
                    sa.remote().value());
            return packet;
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
