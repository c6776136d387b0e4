// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Finding lines gives what reading all of them gives. */
final class ConfigurationTest {
    private static final Setting KEYS = Setting.of("crypto map <map:name> <seq:1-65535> set <word:name>");
    private static final Setting LIST = Setting.of("access-list <map:name> <seq:1-65535> permit <word:name>");
    private static final int CONFIGURATIONS = 60;

    private static Line line(Setting setting, String text, boolean active) {
        String[] words = text.split(" ", -1);
        boolean map = text.startsWith("crypto");
        int name = map ? 2 : 1;
        var arguments = new Arguments(List.of(
                new Arguments.Word("map", words[name], false), new Arguments.Word("seq", words[name + 1], false)));
        return new Line(
                text, text, setting.grammar(), arguments, active ? Optional.empty() : Optional.of("not judged yet"));
    }

    private static Line random(SplittableRandom random) {
        boolean map = random.nextBoolean();
        String name = List.of("m", "mm", "n").get(random.nextInt(3));
        String end = List.of("", "-x", "x", " y", "!").get(random.nextInt(5));
        return line(
                map ? KEYS : LIST,
                (map ? "crypto map " : "access-list ") + name + " " + random.nextInt(30) + (map ? " set " : " permit ")
                        + random.nextInt(5) + end,
                random.nextInt(3) > 0);
    }

    private static Configuration random(SplittableRandom random, int size) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lines.add(random(random));
        }
        return new Configuration(lines, Map.of());
    }

    /** Often enough that it stops reading all lines. */
    private static void findsAsByReading(Configuration configuration, SplittableRandom random) {
        for (int i = 0; i < 20; i++) {
            String seq = Integer.toString(random.nextInt(32));
            for (String words : List.of(
                    "crypto map m",
                    "crypto map m " + seq,
                    "crypto",
                    "access-list n " + seq + " permit",
                    "crypto map m 1 set 1")) {
                assertThat(configuration.under(words))
                        .as(words)
                        .isEqualTo(configuration.lines().stream()
                                .filter(line -> line.startsWith(words))
                                .toList());
            }
            for (Setting setting : List.of(KEYS, LIST)) {
                assertThat(configuration.lines(setting))
                        .isEqualTo(configuration.lines().stream()
                                .filter(line -> line.isOf(setting))
                                .toList());
                assertThat(configuration.lines(setting, "seq", seq))
                        .isEqualTo(configuration.lines().stream()
                                .filter(line ->
                                        line.isOf(setting) && line.word("seq").equals(seq))
                                .toList());
            }
        }
        assertThat(configuration.lines(KEYS, "nosuchvariable", "1")).isEmpty();
        assertThat(configuration.line(KEYS))
                .isEqualTo(configuration.lines(KEYS).stream().findFirst());
    }

    @Test
    void itFindsWhatReadingAllLinesFinds() {
        for (int seed = 0; seed < CONFIGURATIONS; seed++) {
            var random = new SplittableRandom(seed);
            findsAsByReading(random(random, random.nextInt(600)), random);
        }
    }

    @Test
    void exchangedLinesAreFoundAndTheOldConfigurationStays() {
        for (int seed = 0; seed < CONFIGURATIONS; seed++) {
            var random = new SplittableRandom(seed);
            Configuration first = random(random, 1 + random.nextInt(600));
            findsAsByReading(first, random);
            List<Line> before = List.copyOf(first.lines());
            Configuration next = first;
            for (int i = 0; i < 40; i++) {
                int place = random.nextInt(before.size());
                Line old = next.lines().get(place);
                Line other = random.nextInt(8) == 0
                        ? random(random)
                        : line(old.setting().equals(KEYS.grammar()) ? KEYS : LIST, old.text(), !old.active());
                next = next.with(place, other);
                assertThat(next.lines().get(place)).isEqualTo(other);
            }
            findsAsByReading(next, random);
            assertThat(first.lines()).isEqualTo(before);
            findsAsByReading(first, random);
        }
    }

    @Test
    void equalLinesMakeEqualConfigurations() {
        Configuration one = random(new SplittableRandom(1), 700);
        Configuration same = random(new SplittableRandom(1), 700);

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        Line last = one.lines().get(699);
        assertThat(one.with(699, line(KEYS, "crypto map other 1 set x", true))).isNotEqualTo(one);
        assertThat(one.with(3, one.lines().get(3)).with(699, last)).isEqualTo(one);
        assertThat(one).isNotEqualTo(new Configuration(one.lines(), Map.of("b", new Binding("b", 1, same))));
        assertThatThrownBy(() -> one.with(700, last)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
