// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.runtime.Threads;

/** The command {@code nft}, run as a process under a time limit. Thread-safe. */
final class Nft {
    private static final long TIMEOUT_MILLIS = 20_000;

    /** What it says, in the C locale, if there is no table, or none can be: the kernel knows no nftables. */
    private static final List<String> ABSENT =
            List.of("No such file or directory", "Operation not supported", "Protocol not supported");

    private static final int MAX_COMPLAINT = 400;
    private static final String TABLE = "inet " + Numbers.NFT_TABLE;
    private static final String UNLOAD = "add table " + TABLE + "\ndelete table " + TABLE + "\n";
    private static final Pattern COUNTER = Pattern.compile("\"name\": \"([^\"]+)\"[^}]*\"packets\": (\\d+)");
    private static final Pattern MEMBER =
            Pattern.compile("\\{\"(set|chain)\": \\{[^}]*?\"name\": \"(g(\\d{1,9})\\.[^\"]+)\"");

    private final String program;
    private final Threads threads;

    Nft(Threads threads) {
        this("nft", threads);
    }

    /** @param program what is run as nft */
    Nft(String program, Threads threads) {
        this.program = program;
        this.threads = threads;
    }

    /**
     * Our table, as it is in the kernel.
     *
     * @param generation the highest number in the names of its sets and chains, 0 without any
     * @param chains those with a generation in their names
     * @param sets likewise
     * @param hits the counters of rules of access lists
     * @param shape all of it but elements and what was counted. Everything in it has a number that the kernel gives once,
     *     so no change leaves it equal
     */
    record Table(int generation, List<String> chains, List<String> sets, List<String> hits, String shape) {
        static final Table NONE = new Table(0, List.of(), List.of(), List.of(), "");
    }

    private static final Pattern COUNTED = Pattern.compile("\"packets\": \\d+, \"bytes\": \\d+");
    private static final Pattern HIT = Pattern.compile("\\{\"counter\": \\{[^}]*?\"name\": \"(hit\\.[0-9a-f]+)\"");

    private record Answer(int status, String output) {}

    /** Performs a script in one step, all of it or nothing. @throws IOException what nft said against it */
    void load(String script) throws IOException {
        accepted(run(script, program, "-f", "-"));
    }

    /** Lets nft and the kernel look at a script without performing it. @throws IOException what they said against it */
    void check(String script) throws IOException {
        accepted(run(script, program, "-c", "-f", "-"));
    }

    private static void accepted(Answer answer) throws IOException {
        if (answer.status() != 0) {
            String output = answer.output().strip();
            throw new IOException("nft: " + output.substring(0, Math.min(output.length(), MAX_COMPLAINT)));
        }
    }

    /** Takes our table away, if it is there. */
    void unload() throws IOException {
        load(UNLOAD);
    }

    /** Lets a script make our table, in the place of what is there, in one step. @throws IOException what nft said against it */
    void replace(String script) throws IOException {
        load(UNLOAD + script);
    }

    /** Our table, empty if there is none. */
    Optional<Table> table() throws IOException {
        String listing = list("-j", "-t", "list", "table");
        if (listing.isEmpty()) {
            return Optional.empty();
        }
        int generation = 0;
        var chains = new ArrayList<String>();
        var sets = new ArrayList<String>();
        Matcher matcher = MEMBER.matcher(listing);
        while (matcher.find()) {
            (matcher.group(1).equals("set") ? sets : chains).add(matcher.group(2));
            generation = Math.max(generation, Integer.parseInt(matcher.group(3)));
        }
        List<String> hits =
                HIT.matcher(listing).results().map(hit -> hit.group(1)).toList();
        String shape = COUNTED.matcher(listing).replaceAll("");
        return Optional.of(new Table(generation, chains, sets, hits, shape));
    }

    /** Our table as a script that makes it again; empty if there is none. */
    String script() throws IOException {
        return list("list", "table");
    }

    /** What nft says of our table; nothing if there is none. @throws IOException any other refusal */
    private String list(String... words) throws IOException {
        Answer answer = run(
                "",
                Stream.of(Stream.of(program), Stream.of(words), Stream.of("inet", Numbers.NFT_TABLE))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
        if (answer.status() != 0 && ABSENT.stream().anyMatch(answer.output()::contains)) {
            return "";
        }
        accepted(answer);
        return answer.output();
    }

    /** How many packets the guard's counters of our table hold; none if there is no such table. */
    Map<GuardCounter, Long> counters() throws IOException {
        var counters = new HashMap<GuardCounter, Long>();
        packets()
                .forEach((name, packets) ->
                        GuardCounter.named(name).ifPresent(counter -> counters.put(counter, packets)));
        return counters;
    }

    /** How many packets the rules of access lists decided, by id. */
    Map<String, Long> hits() throws IOException {
        var counters = new HashMap<String, Long>();
        packets().forEach((name, packets) -> {
            if (name.startsWith(FilterRules.HIT)) {
                counters.put(name.substring(FilterRules.HIT.length()), packets);
            }
        });
        return counters;
    }

    private Map<String, Long> packets() throws IOException {
        var counters = new HashMap<String, Long>();
        Matcher matcher = COUNTER.matcher(list("-j", "list", "counters", "table"));
        while (matcher.find()) {
            counters.put(matcher.group(1), Long.parseLong(matcher.group(2)));
        }
        return counters;
    }

    /** Sets the counters of rules with these ids to zero; those that are not there do not matter. */
    void resetHits(Set<String> ids) throws IOException {
        Set<String> present = new TreeSet<>(hits().keySet());
        present.retainAll(ids);
        for (String id : present) {
            reset(FilterRules.HIT + id);
        }
    }

    /** Sets the guard's counters to zero. */
    void resetGuard() throws IOException {
        for (GuardCounter counter : counters().keySet()) {
            reset(counter.name());
        }
    }

    private void reset(String counter) throws IOException {
        accepted(run("", program, "reset", "counter", "inet", Numbers.NFT_TABLE, counter));
    }

    /** Whether the kernel can show packets to a log group. */
    boolean canLog() {
        try {
            check("table inet " + Numbers.NFT_TABLE + ".probe {\n    chain probe {\n        log group "
                    + Numbers.LOG_GROUP + "\n    }\n}\n");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Answer run(String input, String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            return threads.call("nft", TIMEOUT_MILLIS, () -> converse(process, input));
        } catch (TimeoutException e) {
            throw new IOException("nft did not end in time", e);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("nft: " + e.getMessage(), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Answer converse(Process process, String input) throws IOException, InterruptedException {
        @Nullable IOException broken = null;
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            broken = e; // it ended before it had read all; what it says counts more
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (broken != null && status == 0) {
            throw broken;
        }
        return new Answer(status, output);
    }
}
