// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.config.StartupState;

/** What is edited waits until the map is bound again; what did not change is not touched. */
final class RebindingTest extends ManualBench {
    @Test
    void editsOfAListWaitForTheNextBinding() {
        unit.configure("access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.3.0.0 255.255.255.0");
        assertThat(unit.claims("10.1.0.1", "10.3.0.1")).isFalse();
        untouched();

        unit.type(BIND);
        assertThat(unit.drops("10.1.0.1", "10.3.0.1")).isTrue();
    }

    @Test
    void editsOfEverythingElseWaitToo() {
        unit.configure(
                "crypto map m 10 set session-key outbound esp 777 cipher " + NEW_CIPHER + " authenticator "
                        + Unit.SHA_1,
                "no crypto map m 10 set peer 192.0.2.2",
                "crypto map m 10 set peer 192.0.2.3",
                "crypto ipsec transform-set aes esp-aes esp-md5-hmac",
                "no crypto map m 20 match address flow2",
                "crypto map m 30 ipsec-manual");
        untouched();

        unit.type(BIND);
        assertThat(unit.outbound(10).parameters().id()).hasToString("SA 192.0.2.3/50/0x309");
        assertThat(unit.outbound()).hasSize(1);
        assertThat(unit.claims("10.1.1.9", "10.2.1.9")).isFalse();
    }

    @Test
    void aBindingWhoseRulesCannotBeLoadedIsRefusedAndTheOldOneStays() {
        unit.configure("access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.3.0.0 255.255.255.0");
        unit.host.asked.clear();
        int plans = unit.host.plans.size();
        unit.host.refused = Optional.of("nft: no room");

        assertThat(unit.refusal(BIND)).isEqualTo("ERROR: the rules for this crypto map cannot be loaded: nft: no room");
        assertThat(unit.host.asked).hasSize(1);
        assertThat(unit.host.plans).hasSize(plans);
        assertThat(unit.claims("10.1.0.1", "10.3.0.1")).isFalse();
        untouched();

        unit.configure("access-list other permit ip any any", "clear crypto sa");
        assertThat(unit.host.asked)
                .as("rules that are there are not asked about")
                .hasSize(1);

        unit.host.refused = Optional.empty();
        unit.type(BIND);
        assertThat(unit.drops("10.1.0.1", "10.3.0.1")).isTrue();
    }

    @Test
    void aFirstBindingWhoseRulesCannotBeLoadedIsRefused() {
        unit.configure("no crypto map m interface outside");
        unit.host.refused = Optional.of("nft: no room");
        assertThat(unit.refusal(BIND)).contains("nft: no room");
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isFalse();
    }

    @Test
    void aSetThatIsRedefinedNamesTheKeysThatNoLongerFit() {
        assertThat(unit.prints("crypto ipsec transform-set aes esp-aes-256 esp-md5-hmac"))
                .contains(
                        "WARNING: crypto map \"m\" 20: its inbound key no longer fits: "
                                + "cipher key must be 64 hexadecimal digits for esp-aes-256 (32 given)",
                        "WARNING: crypto map \"m\" 20: its outbound key no longer fits: "
                                + "cipher key must be 64 hexadecimal digits for esp-aes-256 (32 given)");
        assertThat(unit.prints("crypto ipsec transform-set aes esp-aes esp-sha-hmac"))
                .noneMatch(line -> line.contains("no longer fits"));
    }

    @Test
    void whenAKeyTakesEffectIsSaidOfABoundMapOnly() {
        String note = "% This takes effect at the next \"crypto map m interface outside\" or \"clear crypto sa\"";
        assertThat(unit.prints(Unit.key(10, "inbound", 900, Unit.CIPHER_1, Unit.SHA_1)))
                .containsExactly(note);
        unit.configure("crypto map n 10 ipsec-manual", "crypto map n 10 set transform-set des3");
        assertThat(unit.prints(Unit.key(10, "inbound", 901, Unit.CIPHER_1, Unit.SHA_1)
                        .replace("crypto map m", "crypto map n")))
                .isEmpty();
    }

    @Test
    void retypingTheBindingMakesAllSasAnew() {
        unit.send(10);
        unit.send(10);

        assertThat(unit.prints(BIND)).isEmpty();

        assertThat(unit.outbound()).hasSize(2).doesNotContain(first, second);
        assertThat(unit.inbound()).doesNotContain(firstIn);
        assertThat(unit.outbound(10).sequence()).isZero();
        assertThat(unit.outbound(10).counters().packets()).isZero();
        assertThat(unit.outbound(10).parameters().sameAgreement(first.parameters()))
                .isTrue();
        assertThat(unit.outbound(10).parameters().connection())
                .isNotEqualTo(first.parameters().connection());
    }

    @Test
    void theSameLineInALoadedFileDoesNot() {
        assertThat(unit.load(unit.lines().toArray(String[]::new)).failed()).isFalse();
        assertThat(unit.load(BIND).failed()).isFalse();

        untouched();
    }

    @Test
    void noOtherLineTouchesAnSa() {
        unit.configure(
                "access-list other permit ip any any",
                "nameif ethernet2 dmz security50",
                "route outside 10.2.0.0 255.255.0.0 192.0.2.2",
                "crypto ipsec transform-set other esp-des esp-md5-hmac",
                "crypto map other 10 ipsec-manual",
                "crypto map m 10 ipsec-manual",
                "show crypto ipsec sa");
        untouched();
    }

    @Test
    void aNewProviderOfATransformTouchesNoSa() {
        unit.remove("aes-cbc");
        unit.install("aes-cbc");
        unit.remove("hmac-sha1");
        unit.install("hmac-sha1");

        untouched();
    }

    @Test
    void anotherGatewayOverTheSameDatabasesTouchesNoSa() {
        unit.send(10);
        unit.stop();
        untouched();
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isTrue();

        unit.start(new StartupState.Loaded(20, List.of()));

        untouched();
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(unit.store.current().lines()).allMatch(line -> line.active());
        unit.type(BIND);
        assertThat(unit.outbound()).doesNotContain(first, second);
    }

    @Test
    void editsThatWaitStillWaitAfterAnotherGatewayCame() {
        unit.configure("access-list flow1 permit ip any any");
        unit.stop();
        unit.start(new StartupState.Loaded(20, List.of()));

        assertThat(unit.claims("10.9.0.1", "10.9.0.2")).isFalse();
        untouched();
    }

    @Test
    void anInboundSpiThatAnotherEntryHasIsRefused() {
        assertThat(unit.refusal(Unit.key(20, "inbound", 500, Unit.AES_1, Unit.SHA_1)))
                .isEqualTo("ERROR: inbound SPI 500 is already used by crypto map \"m\" 10");
        unit.configure(Unit.key(20, "outbound", 501, Unit.AES_1, Unit.SHA_1)); // another peer may use it, too
        unit.type(BIND);

        assertThat(unit.outbound()).hasSize(2);
    }

    /** An element that denies the flow comes before the one that permits it: the flow's SAs have another name from then on. */
    @Test
    void aFlowIsNeverClaimedBeforeItsSasAreThere() {
        Unit made = Unit.left();
        made.configure(
                "access-list other deny ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "access-list other permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "crypto map m 10 match address other",
                "crypto map m interface outside");

        assertThat(made.spd.noted).isEmpty();
        assertThat(made.outbound(10).parameters().flow().element()).isEqualTo(1);
        assertThat(made.outbound()).hasSize(2);
        assertThat(made.inbound()).hasSize(2);
    }
}
