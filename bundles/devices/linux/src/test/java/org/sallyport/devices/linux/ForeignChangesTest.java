// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignChangesTest {
    private final List<String> warnings = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final ForeignChanges changes = new ForeignChanges(() -> now, warnings::add);

    @Test
    void everyChangeIsCountedAndEachKindLoggedOnceInTenSeconds() {
        changes.restored(List.of());
        for (int second = 0; second < 12; second++) {
            changes.restored(List.of("the nftables rules"));
            now = now.plusSeconds(1);
        }
        changes.restored(List.of("the nftables rules", "rule 5011"));

        assertThat(changes.lines())
                .containsExactly(
                        "another program changed the nftables rules, last at 2026-11-24T12:00:12Z; restored 13 times",
                        "another program changed rule 5011, last at 2026-11-24T12:00:12Z; restored 1 time");
        assertThat(warnings)
                .containsExactly(
                        "another program changed the nftables rules; restored",
                        "another program changed the nftables rules; restored",
                        "another program changed rule 5011; restored");
    }

    @Test
    void whatCannotBeRestoredIsShownUntilItCan() {
        changes.failed(List.of("nft: no room"));
        changes.failed(List.of("nft: no room"));
        assertThat(warnings).containsExactly("what another program changed is not restored: nft: no room");
        assertThat(changes.lines()).isEqualTo(warnings);

        changes.failed(List.of());
        assertThat(changes.lines()).isEmpty();
    }
}
