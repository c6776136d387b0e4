// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {
    private static final String KEY = "crypto map m 10 set session-key inbound esp 300 cipher ";

    private final Unit unit = new Unit()
            .with("access-list 1 permit ip any any", "crypto map m 10 match address 1", KEY + "0011")
            .with("crypto map m interface outside");

    @Test
    void aSnapshotDoesNotSeeLaterEdits() {
        unit.with("access-list 1 deny ip any any", "no crypto map m 10 match address");
        assertThat(unit.bound("outside"))
                .contains("access-list 1 permit ip any any", "crypto map m 10 match address 1")
                .doesNotContain("access-list 1 deny ip any any");
    }

    @Test
    void retypingTheLineBindsAnew() {
        long first = generation();
        unit.with("access-list 1 deny ip any any", "crypto map m interface outside");
        assertThat(generation()).isGreaterThan(first);
        assertThat(unit.bound("outside")).contains("access-list 1 deny ip any any");
    }

    @Test
    void findingTheLineInAFileDoesNot() {
        long first = generation();
        unit.store.merge(List.of("access-list 1 deny ip any any", "crypto map m interface outside"));
        assertThat(generation()).isEqualTo(first);
        assertThat(unit.bound("outside")).doesNotContain("access-list 1 deny ip any any");
        assertThat(unit.lines()).contains("access-list 1 deny ip any any");
    }

    @Test
    void rebindingRenewsOnlyTheLinesItNames() {
        long first = generation();
        unit.with("access-list 1 deny ip any any", KEY + "2233", "clear crypto sa");
        assertThat(generation()).isGreaterThan(first);
        assertThat(unit.bound("outside"))
                .contains(KEY + "2233")
                .doesNotContain(KEY + "0011", "access-list 1 deny ip any any");
    }

    @Test
    void removingTheLineDropsTheSnapshot() {
        unit.with("no crypto map m interface outside");
        assertThat(unit.store.current().binding("outside")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no crypto map m", "clear crypto map m", "clear crypto map"})
    void aLastingLineOutlivesWhatMeansAllThatBeginsLikeIt(String line) {
        unit.with(line);
        assertThat(unit.lines())
                .contains("crypto map m interface outside")
                .noneMatch(text -> text.startsWith("crypto map m 10"));
        assertThat(unit.bound("outside")).anyMatch(text -> text.startsWith("crypto map m 10"));
        assertThat(unit.type("no crypto map m").lines()).containsExactly("WARNING: nothing to remove: crypto map m");
    }

    @Test
    void aSnapshotOutlivesTheBundleThatBringsItsCommands() {
        long first = generation();
        unit.with("access-list 1 deny ip any any");
        unit.store.remove(unit.sample);
        assertThat(unit.bound("outside")).isEmpty();
        assertThat(unit.store.current().binding("outside").orElseThrow().lines().lines())
                .hasSize(4);
        unit.store.add(unit.sample);
        assertThat(generation()).isEqualTo(first);
        assertThat(unit.bound("outside")).hasSize(4).doesNotContain("access-list 1 deny ip any any");
    }

    private long generation() {
        return unit.store.current().binding("outside").orElseThrow().generation();
    }
}
