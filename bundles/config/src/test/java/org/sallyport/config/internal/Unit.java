// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.sallyport.config.Line;
import org.sallyport.config.Mode;
import org.sallyport.config.Reply;

/** A unit with the sample's commands and a console in configuration mode. */
final class Unit {
    final Store store = new Store();
    final Sample sample = new Sample();
    final TestConsole console = new TestConsole(Mode.CONFIGURATION);

    Unit() {
        store.add(sample);
    }

    Reply type(String line) {
        return store.execute(console, line);
    }

    /** Types lines that must all be accepted without a word. */
    Unit with(String... lines) {
        for (var line : lines) {
            assertThat(type(line)).as(line).isEqualTo(Reply.silent());
        }
        return this;
    }

    /** Types a line that must be refused and change nothing; answers the first line of the message. */
    String refusal(String line) {
        var before = store.current();
        var reply = type(line);
        assertThat(reply.failed()).as(line).isTrue();
        assertThat(store.current()).isEqualTo(before);
        return reply.lines().get(0);
    }

    List<String> lines() {
        return store.current().lines().stream().map(Line::text).toList();
    }

    List<String> active() {
        return store.current().lines().stream()
                .filter(Line::active)
                .map(Line::text)
                .toList();
    }

    List<String> bound(String name) {
        return store.current().binding(name).orElseThrow().lines().lines().stream()
                .filter(Line::active)
                .map(Line::text)
                .toList();
    }
}
