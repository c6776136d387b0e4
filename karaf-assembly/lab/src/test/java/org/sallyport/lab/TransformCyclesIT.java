// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transforms come and go, again and again, beside a tunnel that does without them and under one that uses them. */
@Timeout(600)
final class TransformCyclesIT {
    private static Stage stage;

    @BeforeAll
    static void start() {
        Archive.needsRoot();
        stage = Stage.open(Archive.PATH, Cycles.SETS, Cycles.POLICY);
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void aThousandVisitsOfATransformCostATunnelThatDoesWithoutItNothing() throws IOException {
        Cycles.Result result = new Cycles(stage).visits(1_000);

        Archive.figure("1000 times a transform bundle installed and uninstalled: " + result);
        assertThat(result.outcome().received()).isGreaterThan(10_000);
        assertThat(result.outcome().lost()).isZero();
        assertThat(result.dropped()).isZero();
        assertThat(result.complaints()).isEmpty();
    }

    @Test
    void fiftyCyclesBesideAReplacementLoseNothing() throws IOException {
        Cycles.Result result = new Cycles(stage).besideReplacements(50);

        Archive.figure("50 cycles of 4 transform bundles beside a replacement: " + result);
        assertThat(result.outcome().received()).isGreaterThan(1_000);
        assertThat(result.outcome().lost()).isZero();
        assertThat(result.dropped()).isZero();
        assertThat(result.complaints()).isEmpty();
    }

    @Test
    void fiftyCyclesWithoutOneLoseWhatIsCountedAsLackingItsTransform() throws IOException {
        Cycles.Result result = new Cycles(stage).gaps(50);

        Archive.figure("50 cycles of 4 transform bundles without a replacement: " + result);
        assertThat(result.outcome().received()).isGreaterThan(1_000);
        assertThat(result.dropped()).isPositive();
        assertThat(result.outcome().lost()).isEqualTo(result.dropped());
        assertThat(result.complaints()).isEmpty();
    }
}
