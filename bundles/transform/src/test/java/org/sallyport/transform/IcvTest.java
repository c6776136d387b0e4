// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class IcvTest {
    private final Icv icv = new Icv(new IntegritySpec("test", 20, 20, 12));

    /** A MAC whose tags are as long as it likes, and not zero. */
    private record Tags(int length) implements IntegrityTransform.Mac {
        @Override
        public void update(byte[] buffer, int offset, int length) {}

        @Override
        public void finish(byte[] tag, int offset) {
            Arrays.fill(tag, offset, offset + length, (byte) 7);
        }

        @Override
        public void close() {}
    }

    @Test
    void itIsTheBeginningOfTheTag() {
        icv.finish(new Tags(20));
        var packet = new byte[14];
        icv.write(packet, 1);

        assertThat(packet).containsExactly(0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 0);
        assertThat(icv.matches(packet, 1)).isTrue();
        packet[12] ^= 1;
        assertThat(icv.matches(packet, 1)).isFalse();
    }

    @Test
    void whatATagLacksIsNotTakenFromThePacketBefore() {
        icv.finish(new Tags(12));
        icv.finish(new Tags(4));
        var packet = new byte[12];
        icv.write(packet, 0);

        assertThat(packet).containsExactly(7, 7, 7, 7, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void aMacWhoseTagsAreTooShortIsFoundOut() {
        for (int i = 0; i < 15; i++) {
            write(new Tags(11));
        }
        write(new Tags(12));
        for (int i = 0; i < 15; i++) {
            write(new Tags(11));
        }
        assertThatThrownBy(() -> write(new Tags(11))).hasMessage("it writes tags of less than 12 bytes");
    }

    private void write(Tags tags) {
        icv.finish(tags);
        icv.write(new byte[12], 0);
    }

    @Test
    void whoRepeatsAReceivedTagThatEndsWithAZeroAccusesNobody() {
        for (int i = 0; i < 100; i++) {
            icv.finish(new Tags(11));
            assertThat(icv.matches(new byte[12], 0)).isFalse();
        }
    }

    @Test
    void aMacWhoseTagsAreTooLongIsFoundOutAtOnce() {
        assertThatThrownBy(() -> icv.finish(new Tags(21))).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
