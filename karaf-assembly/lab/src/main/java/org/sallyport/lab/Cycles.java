// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Transform bundles that are installed, updated and uninstalled again and again while the tunnel that uses them carries datagrams. */
public final class Cycles {
    /** What the tunnel is of, so that it uses all of {@link #BUNDLES}. */
    public static final List<String> SETS = List.of("esp-aes esp-sha-hmac");

    public static final String[] POLICY = {"encryption aes", "hash md5", "group 19"};

    /** A cipher, an authenticator, a pseudo-random function, a key exchange. */
    private static final List<String> BUNDLES = Stream.of("aes-cbc", "hmac-sha1", "hmac-md5", "ecp")
            .map(name -> Stage.TRANSFORMS + name)
            .toList();

    private static final int RATE = 500;
    private static final int AT_ONCE = 10;
    private static final long GROWTH = 2_048; // kilobytes that are not called growth

    private final Stage stage;
    private final Map<String, String> others = new LinkedHashMap<>();

    public Cycles(Stage stage) {
        this.stage = stage;
        BUNDLES.forEach(name ->
                others.put(name, Guests.second(stage.lab.a, name).toUri().toString()));
    }

    /**
     * What came of it.
     *
     * @param dropped packets that gateway A dropped for lack of a transform
     * @param complaints what must not be: packets in clear, others that were touched, SAs that are not what they were, leaks
     */
    public record Result(Traffic.Outcome outcome, long dropped, long kilobytes, List<String> complaints) {
        /** Whether nothing is missing but what was counted. */
        boolean isGood() {
            return complaints.isEmpty() && outcome.lost() == dropped;
        }

        @Override
        public String toString() {
            return "%d datagrams sent, %d lost, %d dropped as NO_TRANSFORM, longest silence %d ms, live heap %+d kB%s"
                    .formatted(
                            outcome.sent(),
                            outcome.lost(),
                            dropped,
                            outcome.silenceMillis(),
                            kilobytes,
                            complaints.isEmpty() ? "" : ", " + complaints);
        }
    }

    /** Exchanges them a thousand times, or so, and prints what came of it. @return whether all was as it should be */
    public static boolean soak(Path archive, int times) {
        try (Stage stage = Stage.open(archive, SETS, POLICY)) {
            var cycles = new Cycles(stage);
            Result beside = cycles.besideReplacements(times);
            System.out.println(times + " cycles of " + BUNDLES + " beside a replacement: " + beside);
            Result gaps = cycles.gaps(times);
            System.out.println(times + " cycles without a replacement: " + gaps);
            boolean good = beside.isGood() && gaps.isGood() && beside.dropped() == 0;
            System.out.println(
                    good ? "PASSED: lost is what lacked its transform, nothing clear, memory flat" : "FAILED");
            return good;
        }
    }

    /** Each has a replacement before it goes. */
    public Result besideReplacements(int times) {
        return run(times, "lab:cycle %1$s %2$s %3$s %4$d");
    }

    /** Each is missing for as long as it takes. */
    public Result gaps(int times) {
        return run(times, "lab:gap %1$s %2$s %4$d");
    }

    private Result run(int times, String command) {
        Stage.Both before = stage.send(RATE);
        for (int i = 0; i < AT_ONCE; i++) {
            once(1, command); // what is made at the first times only, buffers and threads, does not count
        }
        before.stop();
        List<String> spis = stage.spis();
        long dropped = stage.dropped("NO_TRANSFORM");
        long heap = stage.lab.a.liveKilobytes();
        stage.mark(Stream.concat(BUNDLES.stream(), BUNDLES.stream().map(name -> "lab.second." + name))
                .toArray(String[]::new));
        Stage.Both traffic = stage.send(RATE);
        for (int left = times; left > 0; left -= AT_ONCE) {
            once(Math.min(left, AT_ONCE), command);
        }
        Appliance.pause(1_000);
        Traffic.Outcome outcome = traffic.stop();
        List<String> complaints = new ArrayList<>();
        complain(complaints, stage.clear() != 0, stage.clear() + " packets in clear");
        String changes = stage.changes();
        complain(complaints, !changes.equals("none"), changes);
        complain(complaints, !stage.spis().equals(spis), "other SAs: " + spis + " before, now " + stage.spis());
        complain(complaints, outcome.again() != 0, outcome.again() + " datagrams arrived twice");
        complain(complaints, stage.dropped("PROVIDER_FAILED") != 0, "a provider failed");
        long loaders = stage.loadersTooMany();
        complain(complaints, loaders != 0, loaders + " class loaders too many");
        long growth = stage.lab.a.liveKilobytes() - heap;
        complain(complaints, growth > GROWTH, "memory grew by " + growth + " kB");
        return new Result(outcome, stage.dropped("NO_TRANSFORM") - dropped, growth, complaints);
    }

    private void once(int times, String command) {
        others.forEach((name, other) -> stage.lab.a.karaf(
                command.formatted(name, stage.lab.a.bundle(name).toUri(), other, times)));
    }

    private static void complain(List<String> complaints, boolean wrong, String what) {
        if (wrong) {
            complaints.add(what);
        }
    }
}
