// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.command;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.sallyport.config.Action;
import org.sallyport.config.Arguments;
import org.sallyport.config.Command;
import org.sallyport.config.Console;
import org.sallyport.config.Invocation;
import org.sallyport.config.Reply;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ikev1.explain.Notice.Topic;
import org.sallyport.runtime.Agent;

/**
 * The commands {@code debug crypto isakmp} and {@code debug crypto ipsec}: each console chooses what it shows, and shows it until
 * it says otherwise or closes. Lines wait in a bounded queue for a thread that writes them: a slow console costs lines, not time
 * of the protocol. Thread-safe.
 */
public final class Debugging implements Agent {
    private static final int WAITING = 4_096;
    private static final long IDLE_MILLIS = 500;
    private static final int DEFAULT_LEVEL = 1;

    private final Map<Console, Map<Topic, Integer>> consoles = new ConcurrentHashMap<>();
    private final BlockingQueue<Notice.Debug> lines = new LinkedBlockingQueue<>(WAITING);
    private final AtomicLong lost = new AtomicLong();

    List<Command> commands() {
        var commands = new ArrayList<Command>();
        for (Topic topic : Topic.values()) {
            String word = topic.name().toLowerCase(Locale.ROOT);
            commands.add(Action.of("debug crypto " + word + " [<level:1-3:level>]", in -> begin(in, topic))
                    .help("Show what happens", "Encryption", "Of " + word, "How much, 1 to 3; 1 unless given"));
            commands.add(Action.of("no debug crypto " + word, in -> end(in.console(), topic))
                    .help("Undo", "Show what happens", "Encryption", "Of " + word));
        }
        commands.add(
                Action.of("no debug all", in -> endAll(in.console())).help("Undo", "Show what happens", "All of it"));
        commands.add(
                Action.of("undebug all", in -> endAll(in.console())).help("Show no more what happens", "All of it"));
        commands.add(Action.of("show debug", this::list).help("Show", "What this console shows of what happens"));
        return commands;
    }

    private Reply begin(Invocation in, Topic topic) {
        if (!in.console().interactive()) {
            return Reply.error("debug output needs a terminal that stays open");
        }
        int level = level(in.arguments());
        consoles.compute(in.console(), (console, before) -> {
            var topics = new EnumMap<Topic, Integer>(Topic.class);
            if (before != null) {
                topics.putAll(before);
            }
            topics.put(topic, level);
            return topics;
        });
        return Reply.silent();
    }

    private static int level(Arguments arguments) {
        return arguments.find("level").map(Integer::parseInt).orElse(DEFAULT_LEVEL);
    }

    private Reply end(Console console, Topic topic) {
        consoles.computeIfPresent(console, (same, before) -> {
            var topics = new EnumMap<>(before);
            topics.remove(topic);
            return topics.isEmpty() ? null : topics;
        });
        return Reply.silent();
    }

    private Reply endAll(Console console) {
        consoles.remove(console);
        return Reply.of("All possible debugging has been turned off");
    }

    private Reply list(Invocation in) {
        Map<Topic, Integer> topics = consoles.getOrDefault(in.console(), Map.of());
        return Reply.of(topics.entrySet().stream()
                .map(entry -> "debug crypto " + entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
                .toList());
    }

    /** Whether any console wants lines of this kind: making them costs time. */
    public boolean isWanted(Topic topic, int level) {
        return consoles.values().stream().anyMatch(topics -> topics.getOrDefault(topic, 0) >= level);
    }

    /** Lines for whoever wants them. Does not wait. */
    public void line(Notice.Debug line) {
        if (isWanted(line.topic(), line.level()) && !lines.offer(line)) {
            lost.incrementAndGet();
        }
    }

    @Override
    public String roleName() {
        return "sallyport-ikev1-debug";
    }

    @Override
    public int doWork() {
        try {
            Notice.Debug line = lines.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (line != null) {
                show(line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    private void show(Notice.Debug line) {
        long missing = lost.getAndSet(0);
        consoles.forEach((console, topics) -> {
            boolean wanted = topics.getOrDefault(line.topic(), 0) >= line.level();
            boolean there = !wanted || missing == 0 || console.tell("... " + missing + " lines were too many ...");
            if (wanted && !(there && line.lines().get().stream().allMatch(console::tell))) {
                consoles.remove(console);
            }
        });
    }
}
