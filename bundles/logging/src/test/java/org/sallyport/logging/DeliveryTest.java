// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Severity;

/** Rates, queue and buffer have an end, under a clock in our hand. */
final class DeliveryTest {
    private static final MessageType TYPE = new MessageType(402101, Severity.WARNINGS);
    private static final Settings ALL = new Settings(
            true,
            Map.of(Destination.BUFFERED, Severity.DEBUGGING, Destination.CONSOLE, Severity.ERRORS),
            List.of(),
            20,
            false,
            Set.of(),
            Map.of());

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 100); // a ticker's zero means nothing; it may wrap
    private final List<String> console = new ArrayList<>();
    private final Delivery delivery = new Delivery((severity, line) -> console.add(line), new Post());
    private final Desk desk = new Desk(now::get, () -> Instant.EPOCH, delivery);

    private int admitted(int attempts) {
        int admitted = 0;
        for (int i = 0; i < attempts; i++) {
            admitted += desk.admits(TYPE) ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void aNumberIsHeldToItsBurstAndThenToItsRate() {
        desk.settings(ALL);

        assertThat(admitted(1_000)).isEqualTo(Rate.BURST);
        now.addAndGet(1_000_000_000);
        assertThat(admitted(1_000)).isEqualTo(Rate.PER_SECOND);
        now.addAndGet(3_600_000_000_000L);
        assertThat(admitted(1_000)).isEqualTo(Rate.BURST);
        assertThat(desk.suppressed()).containsOnly(Map.entry(402101, 3_000L - 2 * Rate.BURST - Rate.PER_SECOND));
        assertThat(desk.admits(new MessageType(402103, Severity.WARNINGS)))
                .as("another number has a rate of its own")
                .isTrue();
    }

    @Test
    void whatFindsNoRoomInTheQueueIsCounted() {
        desk.settings(ALL);
        for (int i = 0; i < Delivery.WAITING + 7; i++) {
            desk.say(TYPE, "message " + i);
        }

        assertThat(delivery.lost()).isEqualTo(7);
        delivery.wakeUp();
        for (int i = 0; i < Delivery.WAITING; i++) {
            assertThat(delivery.doWork()).isEqualTo(1);
        }
        assertThat(delivery.delivered(Destination.BUFFERED)).isEqualTo(Delivery.WAITING);
        assertThat(console).as("only errors").isEmpty();
    }

    @Test
    void theBufferKeepsTheNewestAlsoAfterItWasCleared() {
        desk.settings(ALL);
        for (int i = 0; i < Delivery.BUFFERED + 10; i++) {
            desk.say(TYPE, "message " + i);
            delivery.doWork();
        }
        assertThat(delivery.buffer()).hasSize(Delivery.BUFFERED);
        assertThat(delivery.buffer().get(0)).isEqualTo("%PIX-4-402101: message 10");

        delivery.clear();
        desk.say(new MessageType(702302, Severity.ERRORS), "again");
        delivery.doWork();
        assertThat(delivery.buffer()).containsExactly("%PIX-3-702302: again");
        assertThat(console).containsExactly("%PIX-3-702302: again");
    }

    @Test
    void aDatagramIsNeverLongerThanTheRfcAllows() {
        byte[] datagram = Wire.datagram(Severity.WARNINGS, 20, "x".repeat(2_000));

        assertThat(datagram).hasSize(1_024).startsWith('<', '1', '6', '4', '>', 'x');
    }
}
