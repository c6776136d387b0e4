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

    /** A cipher that the tunnel does without. */
    private static final String UNUSED = Stage.TRANSFORMS + "triple-des";

    private static final String BESIDE = "lab:cycle %1$s %2$s %3$s %4$d";
    private static final String GAP = "lab:gap %1$s %2$s %4$d";
    private static final String VISIT = "lab:visit %2$s %4$d";

    private static final int RATE = 500;
    private static final int AT_ONCE = 100; // for Karaf keeps what belongs to a console for a minute
    private static final int WARM_UP = 50;
    private static final int MANY =
            300; // times, until compiled code and the caches of the framework are what they will be
    private static final int INTERVALS = 10;

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
     * @param grown what gateway A holds more than before
     * @param complaints what must not be: packets in clear, others that were touched, SAs that are not what they were, leaks
     */
    public record Result(Traffic.Outcome outcome, long dropped, Footprint grown, List<String> complaints) {
        /** Whether nothing was lost, and nothing is wrong. */
        boolean isGood() {
            return complaints.isEmpty() && outcome.lost() == 0;
        }

        @Override
        public String toString() {
            return "%d datagrams sent, %d lost, %d dropped as NO_TRANSFORM, longest silence %d ms, on their way %s; more of: %s%s"
                    .formatted(
                            outcome.sent(),
                            outcome.lost(),
                            dropped,
                            outcome.silenceMillis(),
                            outcome.latency(),
                            grown,
                            complaints.isEmpty() ? "" : "; " + complaints);
        }
    }

    /** Exchanges them a thousand times in all, or so, and prints at intervals what came of it. @return whether all was as it should be */
    public static boolean soak(Path archive, int times) {
        try (Stage stage = Stage.open(archive, SETS, POLICY)) {
            var cycles = new Cycles(stage);
            cycles.warmUp(BUNDLES, WARM_UP, BESIDE);
            Footprint begin = stage.footprint();
            System.out.println(BUNDLES + " are exchanged for others and back; at the start " + begin);
            boolean good = true;
            long lost = 0;
            int each = -Math.floorDiv(-times, BUNDLES.size());
            for (int done = 0; done < each; ) {
                int some = Math.min(Math.max(1, each / INTERVALS), each - done);
                Result result = cycles.run(BUNDLES, some, BESIDE);
                done += some;
                lost += result.outcome().lost();
                good &= result.isGood();
                System.out.println(done * BUNDLES.size() + " times: " + result);
            }
            List<String> growth = stage.footprint().since(begin).growth();
            System.out.println("at the end " + stage.footprint() + (growth.isEmpty() ? "" : ": " + growth));
            good &= growth.isEmpty();
            System.out.println(
                    good ? "PASSED: nothing lost, nothing clear, memory flat" : "FAILED: " + lost + " datagrams lost");
            return good;
        }
    }

    /** Each has a replacement before it goes. */
    public Result besideReplacements(int times) {
        warmUp(BUNDLES, WARM_UP, BESIDE);
        return run(BUNDLES, times, BESIDE);
    }

    /** Each is missing for as long as it takes. */
    public Result gaps(int times) {
        warmUp(BUNDLES, WARM_UP, GAP);
        return run(BUNDLES, times, GAP);
    }

    /** A transform that the tunnel does without is installed and uninstalled. */
    public Result visits(int times) {
        stage.lab.a.karaf("bundle:uninstall " + UNUSED);
        warmUp(List.of(UNUSED), MANY, VISIT);
        Result result = run(List.of(UNUSED), times, VISIT);
        stage.bring(stage.lab.a.bundle(UNUSED), UNUSED);
        return result;
    }

    /** What is made at the first times only is no growth: buffers, threads, compiled code, and what is measured with. */
    private void warmUp(List<String> bundles, int times, String command) {
        run(bundles, times, command);
    }

    private Result run(List<String> bundles, int times, String command) {
        List<String> spis = stage.spis();
        long dropped = stage.dropped("NO_TRANSFORM");
        Footprint before = stage.footprint();
        stage.mark(bundles.stream()
                .flatMap(name -> Stream.of(name, "lab.second." + name))
                .toArray(String[]::new));
        Stage.Both traffic = stage.send(RATE);
        repeat(bundles, times, command);
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
        Footprint grown = stage.footprint().since(before);
        complaints.addAll(grown.growth());
        return new Result(outcome, stage.dropped("NO_TRANSFORM") - dropped, grown, complaints);
    }

    private void repeat(List<String> bundles, int times, String command) {
        for (int left = times; left > 0; left -= AT_ONCE) {
            for (String name : bundles) {
                String own = stage.lab.a.bundle(name).toUri().toString();
                stage.lab.a.karaf(command.formatted(name, own, others.get(name), Math.min(left, AT_ONCE)));
            }
        }
    }

    private static void complain(List<String> complaints, boolean wrong, String what) {
        if (wrong) {
            complaints.add(what);
        }
    }
}
