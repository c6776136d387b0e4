// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.exchange.Timers;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ikev1.negotiation.Negotiations;
import org.sallyport.ikev1.negotiation.Status;
import org.sallyport.ikev1.phase1.Custody;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.DatagramPort;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Severity;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Shift;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.ForeignWords;
import org.sallyport.transform.InstalledTransform;

/**
 * The one thread that owns the protocol: takes messages and other events, hands each to the negotiations with the time, and has
 * performed what they want. Others put events into its box, or read what it publishes.
 */
final class Loop implements Agent {
    /** Of our own: a PIX knew no such thing. */
    private static final MessageType UNHANDLED = new MessageType(402193, Severity.ERRORS);

    private static final int MESSAGES_A_ROUND = 64;
    private static final long LONGEST_WAIT_NANOS = 1_000_000_000;
    private static final long PUBLISH_NANOS = 250_000_000;

    private final Negotiations negotiations;
    private final Ticker ticker;
    private final Performer performer;
    private final Shift<InstalledTransform> shift;
    private final Bell bell = new Bell();
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acquiring = new AtomicInteger();
    private volatile DatagramPort.@Nullable Mailbox mailbox;
    private volatile Status status;
    private long published;
    private long patience;
    private boolean changed;

    /** @param shift in whose transforms it is */
    Loop(Negotiations negotiations, Ticker ticker, Performer performer, Shift<InstalledTransform> shift) {
        this.negotiations = negotiations;
        this.ticker = ticker;
        this.performer = performer;
        this.shift = shift;
        this.status = negotiations.status();
        this.published = ticker.nanos();
    }

    /** Something happened. Any thread; it does not wait. */
    void put(Event event) {
        events.add(event);
        bell.ring();
    }

    /**
     * Puts an event that the packet path can cause again and again.
     *
     * @return false, and it is forgotten, if too many wait
     */
    boolean putIfRoom(Event event) {
        if (acquiring.incrementAndGet() > MESSAGES_A_ROUND * MESSAGES_A_ROUND) {
            acquiring.decrementAndGet();
            return false;
        }
        put(event);
        return true;
    }

    /** Messages arrive from here; null: there is none. */
    void mailbox(DatagramPort.@Nullable Mailbox newMailbox) {
        mailbox = newMailbox;
        bell.ring();
    }

    /** Takes what nobody has handled yet, when this loop is lost. */
    List<Event> unhandled() {
        List<Event> left = new ArrayList<>();
        for (Event event = events.poll(); event != null; event = events.poll()) {
            left.add(event);
        }
        return left;
    }

    /** What it published last, which is not older than a quarter of a second. */
    Status status() {
        return status;
    }

    @Override
    public String roleName() {
        return "sallyport-ikev1";
    }

    @Override
    public int doWork() {
        if (shift.isOver()) { // another one has its events and its mailbox
            patience = LONGEST_WAIT_NANOS;
            return 0;
        }
        int done = receive() + takeEvents() + tick();
        changed |= done > 0;
        long now = ticker.nanos();
        if (changed && now - published >= PUBLISH_NANOS) {
            status = negotiations.status();
            published = now;
            changed = false;
        }
        patience = patience(now);
        return done;
    }

    @Override
    public void rest() {
        bell.await(patience);
    }

    private long patience(long now) {
        long longest = changed ? PUBLISH_NANOS : LONGEST_WAIT_NANOS;
        long next = negotiations.nextDeadline();
        return next == Timers.NEVER ? longest : Math.max(0, Math.min(next - now, longest));
    }

    private int receive() {
        DatagramPort.Mailbox box = mailbox;
        int received = 0;
        while (box != null && received < MESSAGES_A_ROUND) {
            Optional<Datagram> message = Optional.ofNullable(box.poll());
            if (message.isEmpty()) {
                break;
            }
            handle(new Event.Received(message.get()));
            received++;
        }
        return received;
    }

    private int takeEvents() {
        int taken = 0;
        for (Event event = events.poll(); event != null; event = events.poll()) {
            if (event instanceof Event.Acquire) {
                acquiring.decrementAndGet();
            }
            handle(event);
            taken++;
            if (taken == MESSAGES_A_ROUND) {
                bell.ring();
                break;
            }
        }
        return taken;
    }

    private int tick() {
        if (negotiations.nextDeadline() > ticker.nanos()) {
            return 0;
        }
        handle(new Event.TimePassed());
        return 1;
    }

    private void handle(Event event) {
        try {
            negotiations.handle(event, ticker.nanos()).forEach(effect -> performer.perform(effect, this));
        } catch (Custody.FailedException e) { // of this event nothing comes; whoever waits for something repeats
            performer.tell(new Notice.Dropped(String.valueOf(e.getMessage())));
        } catch (Shift.OverException e) { // what else has come is another one's
            throw e;
        } catch (RuntimeException e) {
            // ours, or that of a transform's call which nobody guards; the others are handled all the same
            performer.tell(new Notice.Syslog(UNHANDLED, "IKE could not handle an event: " + ForeignWords.of(e)));
        }
    }

    @Override
    public void wakeUp() {
        bell.ring();
    }
}
