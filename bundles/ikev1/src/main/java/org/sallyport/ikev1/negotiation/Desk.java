// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.ike.IkePlan;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.exchange.Timers;
import org.sallyport.ikev1.exchange.Work;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.explain.Failures;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Decoder;
import org.sallyport.ikev1.message.Fragments;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.ikev1.phase1.Phase1Choice;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.ipsec.MessageType;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.Entropy;

/** What all parts of the negotiations share: the time, what is configured, deadlines, and what is to be done. */
final class Desk {
    /** The order of whoever asked for slow work. */
    sealed interface Job {
        /** Whether a peer that has proved itself wants it, or this gateway. */
        boolean known();

        record Phase1(long sa, boolean known) implements Job {}

        record Quick(long sa, int messageId) implements Job {
            @Override
            public boolean known() {
                return true;
            }
        }
    }

    /** Work that nobody could do, and since when. */
    private record Postponed(Work work, long sinceNanos) {}

    /** Exchanging a bundle takes less. */
    private static final long GRACE_NANOS = 10_000_000_000L;

    private static final long PAUSE_NANOS = 250_000_000L;

    /** Bytes: with IP and UDP in front it fits the smallest link of IPv6, and so any that carries IPv4 in our days. */
    static final int LONGEST_DATAGRAM = 1_232;

    private final Surroundings surroundings;
    private final Timers<Alarm> timers = new Timers<>();
    private final Deque<Signal> signals = new ArrayDeque<>();
    private final Map<Long, Job> jobs = new HashMap<>();
    private final Map<Long, Postponed> postponed = new HashMap<>();
    private final Failures failures = new Failures();
    private final Map<String, Long> counters = new LinkedHashMap<>();
    private List<Effect> effects = new ArrayList<>();
    private Settings settings = Settings.NONE;
    private IkePlan plan = IkePlan.NOTHING;
    private long now;
    private long lastNumber;
    private Verdict verdict = Verdict.IKMP_NO_ERROR;
    /** Between whom the message at hand came; empty if there is none. */
    private Optional<Path> path = Optional.empty();
    /** Whether debug has shown that message. */
    private boolean shown;

    Desk(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    void begin(long nowNanos) {
        now = nowNanos;
        verdict = Verdict.IKMP_NO_ERROR;
    }

    /** A message is looked at, until {@link #judged}. */
    void hears(Path from) {
        path = Optional.of(from);
        shown = false;
    }

    /** All is done about the message at hand. */
    void judged() {
        debug("return status is " + verdict);
        path = Optional.empty();
    }

    /** What is to be done since the last call. */
    List<Effect> done() {
        List<Effect> done = effects;
        effects = new ArrayList<>();
        return List.copyOf(done);
    }

    long now() {
        return now;
    }

    Settings settings() {
        return settings;
    }

    IkePlan plan() {
        return plan;
    }

    void plan(IkePlan newPlan, Settings newSettings) {
        plan = newPlan;
        settings = newSettings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Entropy entropy() {
        return surroundings.entropy();
    }

    Timers<Alarm> timers() {
        return timers;
    }

    /** Sends a message: in pieces, if it is long and the peer said that it takes them, for firewalls that drop fragments of IP. */
    void send(IsakmpSa sa, byte[] message) {
        List<byte[]> pieces = message.length > LONGEST_DATAGRAM && sa.takesPieces()
                ? Fragments.cut(header(message), Bytes.of(message), (int) number() & 0xFFFF, LONGEST_DATAGRAM)
                : List.of(message);
        pieces.forEach(piece -> emit(new Effect.Send(sa.path.datagram(piece))));
    }

    private static Header header(byte[] own) {
        try {
            return Decoder.STRICT.envelope(Bytes.of(own)).header();
        } catch (PeerException e) {
            throw new IllegalStateException("a message of our own that cannot be read", e);
        }
    }

    /** A number that nothing else has. */
    long number() {
        return ++lastNumber;
    }

    void emit(Effect effect) {
        effects.add(effect);
    }

    void signal(Signal signal) {
        signals.add(signal);
    }

    Optional<Signal> nextSignal() {
        return Optional.ofNullable(signals.poll());
    }

    void compute(Job job, Work work) {
        emit(new Effect.Compute(open(job), work, job.known()));
    }

    /** Whoever asked for slow work is no more. */
    void abandon(Job job) {
        List<Long> numbers = jobs.entrySet().stream()
                .filter(each -> each.getValue().equals(job))
                .map(Map.Entry::getKey)
                .toList();
        numbers.forEach(number -> {
            close(number);
            emit(new Effect.Abandon(number));
        });
    }

    /** A job that some event will answer. */
    long open(Job job) {
        long number = number();
        jobs.put(number, job);
        return number;
    }

    /**
     * Nobody can do a piece of work now: it is given out again in a moment.
     *
     * @return false if that has gone on for longer than it takes to exchange a bundle
     */
    boolean postpone(long number, Work work) {
        Postponed first = postponed.computeIfAbsent(number, none -> new Postponed(work, now));
        boolean comes = jobs.containsKey(number) && now - first.sinceNanos() < GRACE_NANOS;
        if (comes) {
            timers.arm(new Alarm.Again(number), now + PAUSE_NANOS);
        }
        return comes;
    }

    /** Gives a piece of work out again. */
    void again(long number) {
        Job job = jobs.get(number);
        Postponed waiting = postponed.get(number);
        if (job != null && waiting != null) {
            emit(new Effect.Compute(number, waiting.work(), job.known()));
        }
    }

    /** Whether a piece of work is to be given out again. */
    boolean isPostponed(long number) {
        return postponed.containsKey(number);
    }

    Optional<Job> close(long number) {
        postponed.remove(number);
        timers.disarm(new Alarm.Again(number));
        return Optional.ofNullable(jobs.remove(number));
    }

    int openJobs() {
        return jobs.size();
    }

    /** What became of the message at hand, in a PIX's words. */
    enum Verdict {
        IKMP_NO_ERROR,
        /** No policy meets the offer. */
        IKMP_ERR_TRANS,
        /** It makes no sense; the same one may come again, whole. */
        IKMP_ERR_RETRANS,
        /** It changes nothing. */
        IKMP_ERR_NO_RETRANS
    }

    void verdict(Verdict newVerdict) {
        verdict = newVerdict;
    }

    void drop(String why) {
        verdict = Verdict.IKMP_ERR_NO_RETRANS;
        count("dropped");
        path.filter(none -> !shown).ifPresent(from -> debug(Transcript.arrival(from)));
        shown = true;
        emit(new Effect.Tell(new Notice.Dropped(path.map(Path::remote), why)));
    }

    void fail(Failure failure) {
        count("failed");
        failures.add(failure);
        emit(new Effect.Tell(new Notice.Failed(failure)));
    }

    /** Somebody failed whom no entry names, and who has proved nothing. */
    void failStranger(Failure failure) {
        count("failed");
        failures.addOfStranger(failure);
        emit(new Effect.Tell(new Notice.Failed(failure)));
    }

    /** The same failure may come as often as somebody likes to send a message: it is told once, and kept with its last time. */
    void failAgain(Failure failure, boolean known) {
        if (failures.renew(failure, known)) {
            count("failed");
            emit(new Effect.Tell(new Notice.Failed(failure)));
        }
    }

    /** Shows among the failures what is none yet, and may become one. */
    void show(Failure likely) {
        failures.add(likely);
        emit(new Effect.Tell(new Notice.Failed(likely)));
    }

    void hide(Failure likely) {
        failures.remove(likely);
    }

    void say(MessageType type, String text) {
        emit(new Effect.Tell(new Notice.Syslog(type, text)));
    }

    void debug(String line) {
        debug(Notice.Topic.ISAKMP, line);
    }

    void debug(Notice.Topic topic, String line) {
        emit(new Effect.Tell(Notice.Debug.of(topic, 1, line)));
    }

    void debug(Notice.Topic topic, int level, Supplier<List<String>> lines) {
        emit(new Effect.Tell(new Notice.Debug(topic, level, lines)));
    }

    /** A message could be read; nothing of it has been judged yet. */
    void read(long sa, Path path, Message message) {
        Settings present = settings;
        shown = true;
        debug(
                Notice.Topic.ISAKMP,
                1,
                () -> Transcript.message(sa, path, message, offer -> checks(sa, path, offer, present)));
        debug(Notice.Topic.ISAKMP, 2, () -> Transcript.payloads(message));
    }

    private List<String> checks(long sa, Path path, SaPayload offer, Settings present) {
        return OfferTranscript.phase1(
                sa,
                offer,
                Phase1Choice.policies(present, path.remote(), surroundings.algorithms(), false),
                present.options().literalLifetime());
    }

    void count(String what) {
        counters.merge(what, 1L, Long::sum);
    }

    Map<String, Long> counters() {
        return new LinkedHashMap<>(counters);
    }

    List<Failure> failures() {
        return failures.list();
    }

    /** Whether IKE is spoken at an address of this gateway. */
    boolean speaksAt(Ipv4Address local) {
        return plan.ends().stream()
                .anyMatch(end ->
                        end.address().equals(local) && settings.interfaces().contains(end.interfaceName()));
    }
}
