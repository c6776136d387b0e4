// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demonstration for people without root, run without any capability even when the tests run as root. */
final class UnprivilegedIT {
    /** With copies of what it needs: the tree may be in a folder that nobody else may enter. */
    private final Path folder = Laboratory.folder();

    @BeforeEach
    void copy() {
        Command.of("cp", "-r", "target/classes", Archive.PATH.toString(), folder.toString())
                .succeed();
        Command.of("chmod", "-R", "a+rX", folder.toString()).succeed();
    }

    @AfterEach
    void delete() {
        Laboratory.delete(folder);
    }

    @Test
    void twoAppliancesOnLoopbackProtectTheFlowOfTheirBuiltInHostsAndNameWhatTheyDrop() {
        var words = new ArrayList<>(List.of("env", "-C", folder.toString()));
        if (Command.of("id", "-u").succeed().strip().equals("0")) {
            words.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all"));
        }
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder.resolve("classes").toString(),
                Demo.class.getName(),
                folder.resolve(Archive.PATH.getFileName()).toString(),
                "--unprivileged"));
        Command.Output output =
                Command.of(words).within(Duration.ofSeconds(110)).run();
        assertThat(output.text()).contains("NOT_AUTHENTIC").contains("#pkts decaps: 5");
        assertThat(output.exit()).as(output.text()).isZero();
    }
}
