// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.sallyport.config.Arguments;
import org.sallyport.ike.EntryState;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.negotiation.Status;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.packet.Ipv4Address;

/** What {@code show isakmp sa}, {@code show isakmp stats} and {@code show crypto isakmp failures} print. */
final class IsakmpListing {
    static final String SAS = "show isakmp sa [detail]";
    static final String STATS = "show isakmp stats";
    static final String FAILURES = "show crypto isakmp failures [<peer:ip>]";
    static final String ENTRIES = "show crypto isakmp entries";

    private static final int STATE_WIDTH = 11;

    /** As syslog writes it. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM dd yyyy HH:mm:ss: ", Locale.ROOT).withZone(ZoneOffset.UTC);

    private IsakmpListing() {}

    static List<String> associations(Status status, Arguments arguments) {
        return arguments.has("detail") ? detail(status) : table(status);
    }

    private static List<String> table(Status status) {
        List<String> lines = new ArrayList<>();
        lines.add("Total     : " + status.phase1().size());
        lines.add(
                "Embryonic : " + status.phase1().stream().filter(sa -> !sa.up()).count());
        lines.add("        dst               src        state     pending     created");
        for (Status.Phase1 sa : status.phase1()) {
            String local = sa.path().local().toString();
            String remote = sa.path().remote().toString();
            String state = sa.state().length() < STATE_WIDTH ? sa.state() : " " + sa.state();
            lines.add("%16s%18s%11s%10d%12d"
                    .formatted(
                            sa.initiator() ? remote : local,
                            sa.initiator() ? local : remote,
                            state,
                            sa.pending(),
                            sa.created()));
        }
        return lines;
    }

    private static List<String> detail(Status status) {
        List<String> lines = new ArrayList<>();
        lines.add("%-22s%-22s%-9s%-7s%-5s%-16s%s"
                .formatted("Local", "Remote", "Encr", "Hash", "Auth", "State", "Lifetime"));
        for (Status.Phase1 sa : status.phase1()) {
            Optional<Phase1Suite> suite = sa.suite().stream().findFirst();
            lines.add("%-22s%-22s%-9s%-7s%-5s%-16s%s"
                    .formatted(
                            sa.path().local() + ":" + sa.path().localPort(),
                            sa.path().remote() + ":" + sa.path().remotePort(),
                            suite.map(Phase1Suite::cipherWords).orElse("-"),
                            suite.map(Phase1Suite::hashWords).orElse("-"),
                            suite.isPresent() ? "psk" : "-",
                            sa.state(),
                            sa.secondsLeft()));
        }
        return lines;
    }

    static List<String> counters(Status status, Arguments arguments) {
        List<String> lines = new ArrayList<>();
        lines.add("ISAKMP SAs: " + status.phase1().size() + ", half open by peers: " + status.halfOpen()
                + ", pairs of IPsec SAs: " + status.pairs());
        for (Map.Entry<String, Long> counter : new TreeMap<>(status.counters()).entrySet()) {
            lines.add("  " + counter.getKey() + ": " + counter.getValue());
        }
        return lines;
    }

    /** @param time of day that belongs to a reading of the monotonic clock */
    static List<String> failures(Status status, Arguments arguments, LongFunction<Instant> time) {
        Optional<String> only = arguments.find("peer");
        List<String> lines = new ArrayList<>();
        for (Failure failure : status.failures()) {
            if (only.isEmpty() || only.get().equals(failure.peer().toString())) {
                List<String> words = failure.lines();
                lines.add(TIME.format(time.apply(failure.nanos())) + words.get(0));
                lines.addAll(words.subList(1, words.size()));
            }
        }
        return lines;
    }

    /** @param unused the policies that are not offered to a peer, and why */
    static List<String> entries(Status status, Function<Ipv4Address, List<String>> unused) {
        List<String> lines = new ArrayList<>();
        for (EntryState entry : status.entries()) {
            lines.add(entry.entry() + ": " + words(entry.stage()) + ", " + words(entry.intent())
                    + entry.peer().map(peer -> ", peer " + peer).orElse(""));
            if (!entry.lastEnd().isEmpty()) {
                lines.add("  last end: " + entry.lastEnd());
            }
            entry.nextTrySeconds().ifPresent(seconds -> lines.add("  next try in " + seconds + " s"));
            entry.peer().map(unused).stream().flatMap(List::stream).forEach(reason -> lines.add("  " + reason));
        }
        return lines;
    }

    private static String words(EntryState.Stage stage) {
        return switch (stage) {
            case IDLE -> "idle";
            case PHASE_1 -> "negotiating phase 1";
            case PHASE_2 -> "negotiating phase 2";
            case UP -> "up";
            case WAITING -> "waiting for its next try";
        };
    }

    private static String words(EntryState.Intent intent) {
        return switch (intent) {
            case ON_TRAFFIC -> "on traffic";
            case KEEP_UP -> "kept up";
            case RESPOND_ONLY -> "responds only";
        };
    }
}
