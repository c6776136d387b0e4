// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Messages;
import org.sallyport.runtime.Ticker;
import org.sallyport.runtime.WallClock;

/**
 * Takes messages: asks the settings who wants them, holds each number to its rate, and leaves them to the delivery, which has
 * a thread of its own. Thread-safe, without a lock.
 */
final class Desk implements Messages {
    /** Numbers that are held to a rate of their own; there are not as many. */
    private static final int MAX_NUMBERS = 1_000;

    private final Ticker ticker;
    private final WallClock clock;
    private final Delivery delivery;
    private final Map<MessageType, Rate> rates = new ConcurrentHashMap<>();
    private volatile Settings settings = Settings.NOTHING;

    Desk(Ticker ticker, WallClock clock, Delivery delivery) {
        this.ticker = ticker;
        this.clock = clock;
        this.delivery = delivery;
    }

    void settings(Settings newSettings) {
        settings = newSettings;
        delivery.settings(newSettings);
    }

    Settings settings() {
        return settings;
    }

    @Override
    public boolean admits(MessageType type) {
        if (!settings.wants(type)) {
            return false;
        }
        long now = ticker.nanos();
        Rate rate = rates.get(type);
        if (rate == null) {
            if (rates.size() >= MAX_NUMBERS) {
                return false;
            }
            rate = rates.computeIfAbsent(type, unseen -> new Rate(now));
        }
        return rate.allows(now);
    }

    @Override
    public void say(MessageType type, String text) {
        delivery.take(new Entry(clock.now(), type.number(), settings.severity(type), text));
    }

    /** How many messages came too often, by number. */
    Map<Integer, Long> suppressed() {
        Map<Integer, Long> counts = new TreeMap<>();
        rates.forEach((type, rate) -> {
            if (rate.suppressed() > 0) {
                counts.merge(type.number(), rate.suppressed(), Long::sum);
            }
        });
        return counts;
    }
}
