// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Transforms come, go and are withdrawn while datagrams pass: which SAs change, and what is lost. */
final class HotSwapDemo {
    private static final int RATE = 2_000;
    private static final String TRIPLE_DES = "esp-3des esp-sha-hmac";
    private static final String AES = "esp-aes esp-sha-hmac";
    private static final String ACCELERATED = "sallyport-accelerated";
    private static final String ACCELERATOR = Stage.TRANSFORMS + "conscrypt"; // what computes 3DES there

    private final Checks checks;
    private long decapsulated;
    private long seen;

    HotSwapDemo(Checks checks) {
        this.checks = checks;
    }

    void run(Path archive) {
        System.out.println("Two appliances, keyed by IKE: 3DES where both have it, else AES ...");
        try (Stage stage = Stage.open(archive, List.of(TRIPLE_DES, AES), "encryption aes", "hash sha", "group 14")) {
            Appliance a = stage.lab.a;
            List<String> begin = stage.spis();
            say(a, "datagrams pass, %d a second each way, under %s; SPIs %s".formatted(RATE, suite(a), begin));
            Stage.Both traffic = stage.send(RATE);
            watch(a, 3);

            say(a, "accelerated transforms arrive: " + ACCELERATED);
            a.karaf("feature:install " + ACCELERATED);
            a.karaf("lab:await " + ACCELERATOR);
            watch(a, 4);
            checks.check(providers(a) == 2, "3DES has two providers, of which the accelerated one serves");
            checks.check(same(a, begin, stage::spis), "the SAs are those of before");

            say(a, "they go, and the first provider serves again");
            a.karaf("feature:uninstall " + ACCELERATED);
            watch(a, 4);
            checks.check(providers(a) == 1, "3DES has one provider");
            checks.check(same(a, begin, stage::spis), "the SAs are those of before");

            say(a, "3DES is withdrawn");
            withdraw(a);
            for (int i = 0; i < 20 && !suite(a).equals(AES); i++) {
                watch(a, 1);
            }
            watch(a, 3);
            List<String> end = stage.spis();
            say(a, "the tunnel is under %s; SPIs %s have become %s".formatted(suite(a), begin, end));
            checks.check(suite(a).equals(AES), "the tunnel has moved to AES");
            checks.check(end.stream().noneMatch(begin::contains), "its SAs are others");

            Traffic.Outcome outcome = traffic.stop();
            say(
                    a,
                    "%d datagrams sent, %d lost, %d twice; longest silence %d ms; in clear: %d"
                            .formatted(
                                    outcome.sent(),
                                    outcome.lost(),
                                    outcome.again(),
                                    outcome.silenceMillis(),
                                    stage.clear()));
            checks.check(outcome.lost() == 0, "no packet is lost");
            checks.check(stage.clear() == 0, "no packet in clear");
        }
    }

    private static void withdraw(Appliance a) {
        System.out.println(
                a.paste(List.of("crypto transform esp-3des withdraw")).text().strip());
    }

    private static boolean same(Appliance a, List<String> before, Supplier<List<String>> spis) {
        List<String> now = spis.get();
        say(a, "SPIs " + now + ", as before: " + now.equals(before));
        return now.equals(before);
    }

    /** Prints which bundles provide 3DES; the last one serves. */
    private static long providers(Appliance a) {
        List<String> rows = a.show("show crypto transforms")
                .lines()
                .filter(line -> line.startsWith("3des-cbc "))
                .toList();
        rows.forEach(System.out::println);
        return rows.size();
    }

    /** The transform set that the flow goes by. */
    private static String suite(Appliance a) {
        return a.show("show crypto ipsec sa").contains("esp-aes esp-sha-hmac") ? AES : TRIPLE_DES;
    }

    private void watch(Appliance a, int seconds) {
        for (int i = 0; i < seconds; i++) {
            Appliance.pause(1_000);
            long count = Flows.number(a.show("show crypto engine"), "opened");
            long now = System.nanoTime();
            if (seen != 0) {
                double each = (count - decapsulated) * 1e9 / (now - seen);
                System.out.println("   %.0f packets a second, %.1f Mbit/s".formatted(each, each * 428 * 8 / 1e6));
            }
            decapsulated = count;
            seen = now;
        }
    }

    private static void say(Appliance a, String line) {
        System.out.println(a.name() + ": " + line);
    }
}
