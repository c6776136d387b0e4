// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RoundTripTest {
    private static final int MESSAGES = 3_000;

    private static Message read(Bytes datagram) throws PeerException {
        Envelope envelope = Decoder.STRICT.envelope(datagram);
        return Decoder.STRICT.message(envelope, envelope.body());
    }

    private static Bytes written(Message message) {
        return message.header().encrypted()
                ? Bytes.of(Encoder.encrypted(message, message.octets()))
                : Bytes.of(Encoder.clear(message));
    }

    @Test
    void whatIsWrittenIsReadAsItWas() throws PeerException {
        for (long seed = 0; seed < MESSAGES; seed++) {
            Message message = new RandomMessage(seed).next();

            assertThat(read(written(message))).as("seed %d", seed).isEqualTo(message);
        }
    }

    /** Each of them with some bytes changed: it is refused with a reason, or it is a message that can be written again. */
    @Test
    void damagedMessagesAreRefusedOrSound() {
        int refused = 0;
        for (long seed = 0; seed < MESSAGES; seed++) {
            Message message = new RandomMessage(seed).next();
            byte[] bytes = Encoder.encrypted(
                    new Message(
                            Header.phase2(
                                    message.header().initiator(),
                                    message.header().responder(),
                                    Exchange.QUICK,
                                    1),
                            message.payloads(),
                            message.octets()),
                    message.octets());
            var random = new SplittableRandom(seed);
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Message damaged = read(Bytes.of(bytes));
                Message again = Message.of(damaged.header(), damaged.payloads());
                assertThat(read(written(again)).payloads()).isEqualTo(damaged.payloads());
            } catch (PeerException e) {
                refused++;
                assertThat(e.detail()).as("seed %d", seed).isNotBlank();
            } catch (RuntimeException e) {
                fail("seed " + seed, e);
            }
        }
        assertThat(refused).isBetween(MESSAGES / 10, MESSAGES - MESSAGES / 10);
    }
}
