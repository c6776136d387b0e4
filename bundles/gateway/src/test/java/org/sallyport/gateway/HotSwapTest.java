// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.config.StartupState;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;

/** A transform goes and comes back: its line waits, its SAs stay, its claims hold. */
final class HotSwapTest {
    private static final String SET = "crypto ipsec transform-set des3 esp-3des esp-sha-hmac";

    private final Unit unit = Unit.left();
    private final OutboundSa first = unit.outbound(10);
    private final InboundSa firstIn = unit.inbound(10);
    private final OutboundSa second = unit.outbound(20);

    private boolean setIsActive() {
        return unit.store
                .current()
                .under("crypto ipsec transform-set des3")
                .get(0)
                .active();
    }

    @Test
    void theSaStaysAndGoesOnWithItsNextNumber() {
        assertThat(unit.send(10)).isEqualTo(DropReason.NONE);
        unit.remove("3des-cbc");

        assertThat(setIsActive()).isFalse();
        assertThat(unit.lines()).contains(SET);
        assertThat(unit.outbound()).containsExactly(first, second);
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(unit.send(10)).isEqualTo(DropReason.NO_TRANSFORM);
        assertThat(unit.send(20)).isEqualTo(DropReason.NONE);
        assertThat(unit.prints("show crypto ipsec sa"))
                .contains("     inactive: transform missing: esp-3des")
                .contains("        transform: 3des-cbc esp-sha-hmac , (not installed: packets are dropped)")
                .contains("        transform: esp-aes esp-sha-hmac ,");
        assertThat(unit.prints("show crypto map")).contains("        WARNING: inactive: transform missing: esp-3des");
        assertThat(unit.prints("show crypto ipsec transform-set tag des3"))
                .anyMatch(line -> line.startsWith("   inactive: "));

        unit.install("3des-cbc");
        assertThat(setIsActive()).isTrue();
        assertThat(unit.outbound()).containsExactly(first, second);
        assertThat(unit.inbound(10)).isSameAs(firstIn);
        assertThat(unit.send(10)).isEqualTo(DropReason.NONE);
        assertThat(first.sequence()).isEqualTo(2);
    }

    @Test
    void otherEditsWhileItIsAwayTouchNoSa() {
        unit.remove("3des-cbc");
        unit.configure("access-list flow9 permit ip any any", "route outside 10.2.0.0 255.255.0.0 192.0.2.2");
        assertThat(unit.outbound()).containsExactly(first, second);

        unit.install("3des-cbc");
        assertThat(unit.outbound()).containsExactly(first, second);
    }

    @Test
    void bindingAnewWhileItIsAwayKeepsTheClaim() {
        unit.remove("3des-cbc");
        unit.type("crypto map m interface outside");
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isTrue();

        unit.install("3des-cbc");
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isFalse();
        assertThat(unit.send(10)).isEqualTo(DropReason.NONE);
    }

    @Test
    void itsKeywordLeavesTheGrammarMeanwhile() {
        unit.remove("3des-cbc");
        assertThat(unit.refusal("crypto ipsec transform-set other esp-3des"))
                .isEqualTo("ERROR: transform esp-3des is not installed");

        unit.install("3des-cbc");
        assertThat(unit.prints("crypto ipsec transform-set other esp-3des"))
                .contains("WARNING: esp-3des is a legacy algorithm: renew its keys before they have protected 128 MB");
    }

    @Test
    void aUnitThatStartsWithoutItClaimsAndDropsUntilItComes() {
        Unit late = Unit.bare();
        for (String transform : List.of("aes-cbc", "hmac-sha1", "des-cbc")) {
            late.install(transform);
        }
        late.load(unit.lines().toArray(String[]::new));
        late.start(new StartupState.Loaded(20, List.of()));

        assertThat(late.lines()).contains(SET);
        assertThat(late.drops("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(late.drops("10.1.1.9", "10.2.1.9")).isFalse();
        assertThat(late.host.last().policies().orElseThrow())
                .singleElement()
                .satisfies(policy -> assertThat(policy.entries()).hasSize(2));

        late.install("3des-cbc");
        assertThat(late.drops("10.1.0.1", "10.2.0.1")).isFalse();
        assertThat(late.outbound(10).parameters().sameAgreement(first.parameters()))
                .isTrue();
        assertThat(late.store.current().lines()).allMatch(line -> line.active());
    }

    @Test
    void aUnitWhoseTransformsAllComeLateEndsAsAnyOther() {
        Unit late = Unit.bare();
        late.start(new StartupState.Loaded(20, List.of()));
        late.load(unit.lines().toArray(String[]::new));
        for (String transform : List.of("hmac-sha1", "3des-cbc", "aes-cbc")) {
            late.install(transform);
        }

        assertThat(late.outbound()).hasSize(2);
        assertThat(late.outbound(10).parameters().sameAgreement(first.parameters()))
                .isTrue();
        assertThat(late.outbound(20).parameters().sameAgreement(second.parameters()))
                .isTrue();
    }
}
