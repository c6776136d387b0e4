// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.config.StartupState;

/** Lists that tell protocols apart, which crypto maps cannot have, and a file names all the same. */
final class RefusedListsTest {
    private static final String NEGOTIATED = "crypto map m 10 ipsec-isakmp;"
            + "crypto map m 10 match address 102;"
            + "crypto map m 10 set peer 192.0.2.2;"
            + "crypto map m 10 set transform-set strong";
    private static final String BY_HAND =
            "crypto map m 10 ipsec-manual;crypto map m 10 match address 102;crypto map m 10 set peer 192.0.2.2";
    private static final String DYNAMIC = "crypto dynamic-map dyn 7 match address 102;"
            + "crypto dynamic-map dyn 7 set transform-set strong;"
            + "crypto map m 99 ipsec-isakmp dynamic dyn";

    private final FakeIke ike = new FakeIke();
    private final Unit unit = Unit.bare();

    private void start(String entry, String... list) {
        var file = new ArrayList<>(List.of(Unit.interfaces("192.0.2.1")));
        file.addAll(List.of(list));
        file.add("crypto ipsec transform-set strong esp-3des esp-sha-hmac");
        file.addAll(List.of(entry.split(";")));
        file.add("crypto map m interface outside");
        unit.install("3des-cbc");
        unit.install("hmac-sha1");
        unit.load(file.toArray(String[]::new));
        unit.start(new StartupState.Loaded(file.size(), List.of()));
        unit.gateway().bindIke(ike);
        assertThat(unit.store.unsettled()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {NEGOTIATED, BY_HAND, DYNAMIC})
    void whatTheyPermitIsDroppedAndNotNegotiated(String entry) {
        start(
                entry,
                "access-list 102 permit ip 10.1.0.0 255.255.0.0 10.3.0.0 255.255.0.0",
                "access-list 102 permit tcp host 10.1.0.1 host 10.4.0.1 eq 80");

        assertThat(unit.drops("10.1.0.1", "10.3.0.1")).isTrue();
        assertThat(unit.drops("10.1.0.1", "10.4.0.1")).isTrue();
        assertThat(unit.claims("10.1.0.2", "10.4.0.1")).isFalse();
        assertThat(ike.plan.entries()).isEmpty();
    }

    @Test
    void onlyWhatIsDeniedAllOfIpIsNotTheirs() {
        start(
                NEGOTIATED,
                "access-list 102 deny ip host 10.1.0.66 any",
                "access-list 102 deny udp host 10.1.0.1 any",
                "access-list 102 permit udp 10.1.0.0 255.255.0.0 10.3.0.0 255.255.0.0");

        assertThat(unit.claims("10.1.0.66", "10.3.0.1")).isFalse();
        assertThat(unit.drops("10.1.0.1", "10.3.0.1")).isTrue();
    }
}
