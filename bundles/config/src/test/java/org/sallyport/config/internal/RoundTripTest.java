// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.config.Line;

/** Random lines of the sample's grammars: what is written is read again, and is the same. */
class RoundTripTest {
    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsPrintedParsesToTheSame(int seed) {
        var random = new SplittableRandom(seed);
        var unit = new Unit();
        for (int i = 0; i < 40; i++) {
            unit.type(abbreviated(random, line(random)));
        }
        var lines = unit.lines();
        assertThat(lines).isNotEmpty();

        var typed = new Unit();
        lines.forEach(line -> assertThat(typed.type(line).failed()).as(line).isFalse());
        assertThat(typed.lines()).isEqualTo(lines);

        var late = new Unit();
        late.store.remove(late.sample);
        late.store.merge(lines);
        late.store.add(late.sample);
        assertThat(late.lines()).isEqualTo(lines);
        assertThat(late.active()).isEqualTo(lines);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noWithEachLineLeavesNothing(int seed) {
        var random = new SplittableRandom(seed);
        var unit = new Unit();
        for (int i = 0; i < 20; i++) {
            unit.type(line(random));
        }
        for (var line :
                unit.store.current().lines().stream().map(Line::text).sorted().toList()) {
            unit.type("no " + line);
        }
        unit.store.current().lines().stream().map(Line::text).toList().forEach(line -> unit.type("no " + line));
        assertThat(unit.lines()).isEmpty();
    }

    @Test
    void noiseNeverBreaksTheParser() {
        var random = new SplittableRandom(7);
        var unit = new Unit();
        for (int i = 0; i < 5000; i++) {
            var noise = new StringBuilder(line(random));
            for (int j = random.nextInt(6); j > 0; j--) {
                noise.setCharAt(random.nextInt(noise.length()), (char) random.nextInt(0, 0x180));
            }
            var reply = unit.type(noise.toString());
            assertThat(reply.lines()).noneMatch(line -> line.contains("internal error"));
        }
    }

    @Test
    @Timeout(30)
    void tenThousandLinesAreTakenFromAFileAndJudgedLater() {
        var lines = IntStream.range(0, 10_000)
                .mapToObj(i -> "access-list big permit ip host 10.0." + (i >> 8) + "." + (i & 255) + " any")
                .toList();
        var unit = new Unit();
        unit.store.remove(unit.sample);
        unit.store.merge(lines);
        unit.store.add(unit.sample);
        assertThat(unit.active()).isEqualTo(lines);
    }

    private static String line(SplittableRandom random) {
        return switch (random.nextInt(9)) {
            case 0 -> "hostname " + name(random);
            case 1 ->
                "access-list " + name(random) + pick(random, " permit", " deny") + " ip " + side(random) + " "
                        + side(random);
            case 2 ->
                "route " + name(random) + " " + ip(random) + " " + mask(random) + " " + ip(random)
                        + (random.nextBoolean() ? " " + random.nextInt(1, 256) : "");
            case 3 ->
                "crypto ipsec transform-set s1 " + pick(random, "esp-des", "esp-3des")
                        + (random.nextBoolean() ? " esp-md5-hmac" : "");
            case 4 -> map(random) + "ipsec-manual";
            case 5 -> map(random) + "match address " + name(random);
            case 6 -> map(random) + "set peer " + ip(random);
            case 7 ->
                map(random) + "set session-key " + pick(random, "inbound", "outbound") + " esp "
                        + random.nextLong(256, 1L << 32) + " cipher " + hex(random)
                        + (random.nextBoolean() ? " authenticator " + hex(random) : "");
            default -> "crypto map m interface " + name(random);
        };
    }

    /** Cuts keywords that have no rival; what follows a name stays. */
    private static String abbreviated(SplittableRandom random, String line) {
        if (random.nextBoolean()) {
            return line;
        }
        return line.replaceFirst("^crypto map", "CRY Map")
                .replaceFirst("^access-list", "acc")
                .replaceFirst("^hostname", "h")
                .replaceFirst(" match address ", " ma a ");
    }

    private static String map(SplittableRandom random) {
        return "crypto map m " + random.nextInt(1, 30) + " ";
    }

    private static String side(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> "any";
            case 1 -> "host " + ip(random);
            default -> ip(random) + " " + mask(random);
        };
    }

    private static String ip(SplittableRandom random) {
        var octets = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            octets.add(Integer.toString(random.nextInt(256)));
        }
        return String.join(".", octets);
    }

    private static String mask(SplittableRandom random) {
        long bits = 0xffff_ffffL << random.nextInt(33) & 0xffff_ffffL;
        return (bits >> 24) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
    }

    private static String name(SplittableRandom random) {
        return pick(random, "a", "B7", "any-thing", "101", "host", "x.y_z", "outside", "Permit");
    }

    private static String hex(SplittableRandom random) {
        return String.format("%016x", random.nextLong());
    }

    private static String pick(SplittableRandom random, String... from) {
        return List.of(from).get(random.nextInt(from.length));
    }
}
