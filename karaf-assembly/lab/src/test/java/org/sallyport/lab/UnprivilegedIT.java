// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demonstration for people without root, run without any capability even when the tests run as root. */
final class UnprivilegedIT {
    @Test
    void twoAppliancesOnLoopbackProtectTheFlowOfTheirBuiltInHostsAndNameWhatTheyDrop() {
        var words = new ArrayList<String>();
        if (Command.of("id", "-u").succeed().strip().equals("0")) {
            words.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all"));
        }
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target/classes").toAbsolutePath().toString(),
                Demo.class.getName(),
                Archive.PATH.toString(),
                "--unprivileged"));
        Command.Output output =
                Command.of(words).within(Duration.ofSeconds(110)).run();
        assertThat(output.text()).contains("NOT_AUTHENTIC").contains("#pkts decaps: 5");
        assertThat(output.exit()).as(output.text()).isZero();
    }
}
