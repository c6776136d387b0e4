// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void theReleaseScriptKnowsTheSameNumbers() throws IOException {
        assertThat(Files.readString(Path.of("src/main/sh/sallyport-release")).lines())
                .contains(
                        "TUN=" + LinuxMachine.DEFAULT_TUN,
                        "NFT_TABLE=" + Numbers.NFT_TABLE,
                        "CLAIM_MARK=0x" + Integer.toHexString(Numbers.CLAIM_MARK),
                        "ROUTE_TABLE=" + Numbers.ROUTE_TABLE,
                        "RULE_PREFERENCE=" + Numbers.RULE_PREFERENCE,
                        "PROTOCOL=" + Numbers.PROTOCOL);
    }
}
