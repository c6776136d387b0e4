// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Any bytes, from either side of a gateway, and a good packet behind them. A build replays the inputs in the resources; {@code
 * ./sallyport fuzz} looks for new ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WorkerFuzzTest {
    private static final int LONGEST = 9_000;

    private Pair pair;
    private int sequence;

    @BeforeAll
    void start() {
        pair = Pair.manual(Suite.AES_SHA1);
    }

    @FuzzTest(maxDuration = "60s")
    void anyBytes(byte[] input) {
        if (input.length == 0 || input.length > LONGEST) {
            return;
        }
        byte[] packet = Arrays.copyOfRange(input, 1, input.length);
        byte[] good = Pair.toRight(0, ++sequence & 0xFFFF);
        if (input[0] % 2 == 0) {
            pair.left.fromHost(packet, good);
        } else {
            pair.left.fromHost(good);
            pair.right.fromWire(packet);
        }
        assertThat(pair.carryRight()).as("the good packet").contains(good);
        pair.right.takeToWire();
    }
}
