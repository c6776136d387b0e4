// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransformPolicyTest {
    private static final AlgorithmId DES = AlgorithmId.encryption("des-cbc");

    private static Optional<Obstacle> obstacle(TransformPolicy policy, Standing standing, boolean offering) {
        return policy.obstacle(DES, Optional.of(standing), offering);
    }

    @Test
    void eachUseSaysWhatMayBeOfferedAndWhatIsAccepted() {
        for (TransformUse use : List.of(TransformUse.OFFERED, TransformUse.DEPRECATED)) {
            assertThat(obstacle(TransformPolicy.OPEN.with("des-cbc", use), Standing.LEGACY, true))
                    .isEmpty();
        }
        var accepted = TransformPolicy.OPEN.with("des-cbc", TransformUse.ACCEPT_ONLY);
        assertThat(obstacle(accepted, Standing.LEGACY, false)).isEmpty();
        assertThat(obstacle(accepted, Standing.LEGACY, true))
                .contains(new Obstacle("des-cbc is accepted only", "crypto transform des-cbc accept-only"));
        var withdrawn = TransformPolicy.OPEN.with("des-cbc", TransformUse.WITHDRAWN);
        for (boolean offering : new boolean[] {true, false}) {
            assertThat(obstacle(withdrawn, Standing.RECOMMENDED, offering))
                    .contains(new Obstacle("des-cbc is withdrawn", "crypto transform des-cbc withdraw"));
        }
        assertThat(withdrawn.obstacle(DES, Optional.empty(), false))
                .as("also while nobody serves it")
                .isPresent();
    }

    @Test
    void aFloorRefusesWhatStandsLower() {
        var policy = new TransformPolicy(Map.of(), Standing.ACCEPTABLE);
        assertThat(obstacle(policy, Standing.ACCEPTABLE, true)).isEmpty();
        assertThat(obstacle(policy, Standing.RECOMMENDED, false)).isEmpty();
        assertThat(obstacle(policy, Standing.LEGACY, false))
                .contains(new Obstacle("des-cbc is legacy, which is below the floor", "crypto floor acceptable"));
    }
}
