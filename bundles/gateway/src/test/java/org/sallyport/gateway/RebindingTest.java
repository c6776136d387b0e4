// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.ConfigurationListener;
import org.sallyport.config.StartupState;
import org.sallyport.config.internal.Startup;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.transform.Secret;

/** What is edited waits until the map is bound again; what did not change is not touched. */
final class RebindingTest {
    private static final String BIND = "crypto map m interface outside";
    private static final String NEW_CIPHER = "fedcba9876543210" + "1032547698badcfe" + "0f1e2d3c4b5a6978";

    private final Unit unit = Unit.left();
    private final OutboundSa first = unit.outbound(10);
    private final OutboundSa second = unit.outbound(20);
    private final InboundSa firstIn = unit.inbound(10);

    private void untouched() {
        assertThat(unit.outbound()).containsExactly(first, second);
        assertThat(unit.inbound()).hasSize(2).contains(firstIn);
    }

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
    void aClearThatEndsLateTakesNothingFromTheNext() {
        Gateway gateway = unit.gateway().gateway();
        var earlier = new Renewal(flow -> flow.sequence() == 20);
        unit.store.change(configuration -> {
            gateway.expect(new Renewal(flow -> flow.sequence() == 10));
            gateway.forget(earlier);
            return Change.none().rebind(CryptoMapBinding.name("outside"), line -> false);
        });

        assertThat(unit.outbound(10)).isNotSameAs(first);
        assertThat(unit.outbound(20)).isSameAs(second);
    }

    @Test
    void aClearThatIsRefusedChangesNothingNowOrLater() {
        unit.configure("crypto map m 10 set session-key outbound esp 777 cipher " + NEW_CIPHER + " authenticator "
                + Unit.SHA_1);
        unit.store.add(new ConfigurationListener() {
            @Override
            public List<String> changed(Configuration before, Configuration after) {
                return List.of();
            }

            @Override
            public Optional<String> refusal(Configuration before, Configuration after) {
                return before.bindings().equals(after.bindings()) ? Optional.empty() : Optional.of("not now");
            }
        });

        assertThat(unit.refusal("clear crypto sa")).isEqualTo("ERROR: not now");
        unit.configure("access-list other permit ip any any");
        untouched();
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
    void clearMakesAllSasAnewWithTheKeysOfNowAndTheListsAsTheyWereBound() {
        unit.send(10);
        unit.configure(
                "crypto map m 10 set session-key outbound esp 777 cipher " + NEW_CIPHER + " authenticator "
                        + Unit.SHA_1,
                "access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.3.0.0 255.255.255.0");

        assertThat(unit.prints("clear crypto sa")).isEmpty();

        assertThat(unit.outbound()).hasSize(2).doesNotContain(first, second);
        assertThat(unit.inbound()).hasSize(2).doesNotContain(firstIn);
        assertThat(unit.outbound(10).parameters().id().spi()).isEqualTo(777);
        assertThat(unit.outbound(10).parameters().cipherKey())
                .isEqualTo(Secret.of(java.util.HexFormat.of().parseHex(NEW_CIPHER)));
        assertThat(unit.outbound(10).counters().packets()).isZero();
        assertThat(unit.outbound(10).sequence()).isZero();
        assertThat(unit.claims("10.1.0.1", "10.3.0.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clear crypto sa entry 192.0.2.2 esp 501",
                "clear crypto sa entry 192.0.2.2 esp 0x1f5",
                "clear crypto sa entry 192.0.2.1 esp 500",
                "clear ipsec sa entry 192.0.2.2 esp 501"
            })
    void clearOfAnEntryMakesBothSasOfItsFlowAnewAndNoOther(String command) {
        unit.configure("crypto map m 20 set session-key outbound esp 888 cipher " + Unit.AES_1 + " authenticator "
                + Unit.SHA_1);

        assertThat(unit.prints(command)).isEmpty();

        assertThat(unit.outbound(10)).isNotSameAs(first);
        assertThat(unit.inbound(10)).isNotSameAs(firstIn);
        assertThat(unit.outbound(20)).isSameAs(second);
        unit.remove("des-cbc"); // whatever happens next, its new key waits
        assertThat(unit.outbound(20)).isSameAs(second);
    }

    @Test
    void clearOfAPeerMakesTheSasOfThatPeerAnew() {
        unit.configure("no crypto map m 20 set peer 192.0.2.2", "crypto map m 20 set peer 192.0.2.3");
        unit.type(BIND);
        OutboundSa toSecond = unit.outbound(10);
        OutboundSa toThird = unit.outbound(20);

        unit.configure("clear crypto sa peer 192.0.2.3");
        assertThat(unit.outbound(10)).isSameAs(toSecond);
        assertThat(unit.outbound(20)).isNotSameAs(toThird);
    }

    @Test
    void clearOfAnEntryWhoseListBeginsWithADenyTakesItsNewKeysToo() {
        unit.configure(
                "no access-list flow1",
                "access-list flow1 deny ip host 10.1.0.66 any",
                "access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "crypto map m 10 match address flow1");
        unit.type(BIND);
        assertThat(unit.outbound(10).parameters().flow().element()).isEqualTo(1);
        unit.configure("crypto map m 10 set session-key outbound esp 777 cipher " + NEW_CIPHER + " authenticator "
                + Unit.SHA_1);

        unit.configure("clear crypto sa peer 192.0.2.2");

        assertThat(unit.outbound(10).parameters().id().spi()).isEqualTo(777);
    }

    @Test
    void clearOfAMapMakesItsSasAnew() {
        assertThat(unit.refusal("clear crypto sa map other")).isEqualTo("ERROR: crypto map \"other\" does not exist");
        untouched();

        assertThat(unit.prints("clear crypto sa map m")).isEmpty();
        assertThat(unit.outbound()).hasSize(2).doesNotContain(first, second);
    }

    @Test
    void clearOfWhatIsNotThereTouchesNothingAndSaysSo() {
        unit.configure("crypto ipsec transform-set aes esp-aes esp-md5-hmac");
        for (String what : List.of("peer 203.0.113.9", "entry 192.0.2.2 esp 999", "entry 192.0.2.2 ah 501")) {
            assertThat(unit.prints("clear crypto sa " + what)).containsExactly("WARNING: there is no such SA");
        }

        untouched();
        assertThat(unit.refusal("clear crypto sa entry 192.0.2.2 esp 255"))
                .isEqualTo("ERROR: SPI must be in the range 256-4294967295: 255");
        assertThat(unit.refusal("clear crypto sa entry 192.0.2.2 esp x")).contains("SPI must be in the range");
        untouched();
    }

    @Test
    void clearOfOneFlowLeavesTheTransformSetsOfOthersAsTheyWereBound() {
        unit.configure("crypto ipsec transform-set aes esp-aes-256 esp-md5-hmac");

        unit.configure("clear crypto sa entry 192.0.2.2 esp 501");

        assertThat(unit.outbound(20)).isSameAs(second);
        assertThat(unit.outbound(10)).isNotSameAs(first);
    }

    @Test
    void clearOfCountersTouchesNothingElse() {
        unit.send(10);
        unit.sad.drops().count(DropReason.UNKNOWN_SPI);
        assertThat(unit.prints("clear crypto sa counters")).isEmpty();

        untouched();
        assertThat(first.counters().packets()).isZero();
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(unit.sad.drops().snapshot()).isEmpty();
    }

    @Test
    void aPeerThatIsRemovedStopsTheFlowAtTheNextBindingAndItsClaimStays() {
        dropsAfter("no crypto map m 10 set peer 192.0.2.2");
    }

    @Test
    void aTransformSetThatIsRemovedStopsTheFlow() {
        dropsAfter("no crypto map m 10 set transform-set");
    }

    @Test
    void aKeyThatIsRemovedStopsTheFlow() {
        dropsAfter("no crypto map m 10 set session-key outbound esp");
    }

    private void dropsAfter(String line) {
        unit.configure(line);
        untouched();
        unit.type(BIND);

        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(unit.outbound()).hasSize(1);
        assertThat(unit.host.last().policies().orElseThrow()).hasSize(1);
    }

    @Test
    void theLastElementOfAListTakesWhatNamesTheListWithIt() {
        assertThat(unit.prints("no access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0"))
                .containsExactly(
                        "WARNING: crypto map \"m\" 10 loses its access list flow1. What was bound stays in force;",
                        "        its packets pass IN CLEAR once \"crypto map m interface\" is entered again");
        assertThat(unit.outbound(10)).isSameAs(first);

        assertThat(unit.lines()).doesNotContain("crypto map m 10 match address flow1");
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isTrue();
        unit.type(BIND);
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isFalse();
        assertThat(unit.outbound()).hasSize(1);
    }

    @Test
    void unbindingTakesPoliciesAndSasAway() {
        unit.configure("no crypto map m interface outside");

        assertThat(unit.outbound()).isEmpty();
        assertThat(unit.inbound()).isEmpty();
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isFalse();
        assertThat(unit.host.last().policies()).contains(List.of());
        unit.type(BIND);
        assertThat(unit.outbound()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no crypto map m", "clear crypto map m", "clear crypto map"})
    void removingTheSetUnbindsIt(String line) {
        unit.configure(line);

        assertThat(unit.lines()).noneMatch(text -> text.startsWith("crypto map"));
        assertThat(unit.outbound()).isEmpty();
        assertThat(unit.host.last().policies()).contains(List.of());
    }

    /** The line that bound it is refused when it is read again: there is no entry any more. */
    @Test
    void aBindingWithoutEntriesIsShownAndCanBeRemovedAfterARestart(@TempDir Path folder) {
        Path file = folder.resolve("startup-config.pix");
        unit.configure("no crypto map m 10", "no crypto map m 20");
        new Startup(unit.store, file).save();
        Unit other = Unit.bare();
        new Startup(other.store, file).load();
        other.start(new StartupState.Loaded(10, List.of()));

        assertThat(other.claims("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(other.prints("show crypto map"))
                .contains("Crypto Map: \"m\" interfaces: { outside }")
                .anyMatch(line -> line.startsWith("Crypto Map \"m\" 10 is no longer configured"));
        other.configure("no crypto map m interface outside");
        assertThat(other.claims("10.1.0.1", "10.2.0.1")).isFalse();
        assertThat(other.store.current().bindings()).isEmpty();
    }

    @Test
    void aBindingThatWasRefusedDoesNotTakeAnotherWithIt() {
        Unit other = Unit.bare();
        other.load(unit.lines().toArray(String[]::new));
        other.load("crypto map n 10 ipsec-manual", "crypto map n interface outside");
        other.start(new StartupState.Loaded(10, List.of()));
        assertThat(other.store.unsettled()).anyMatch(line -> line.contains("crypto map n interface outside"));

        other.configure("no crypto map n interface outside");
        assertThat(other.claims("10.1.0.1", "10.2.0.1")).isTrue();
    }

    @Test
    void aTypeThatWasRefusedDoesNotTakeItsEntryWithIt() {
        Unit other = Unit.bare();
        other.load(
                "crypto map n 10 ipsec-manual", "crypto map n 10 set peer 192.0.2.9", "crypto map n 10 ipsec-isakmp");
        other.start(new StartupState.Loaded(3, List.of()));

        other.configure("no crypto map n 10 ipsec-isakmp");
        assertThat(other.lines()).contains("crypto map n 10 ipsec-manual", "crypto map n 10 set peer 192.0.2.9");
    }

    @Test
    void aNameOfAnInterfaceThatWasRefusedCanBeRemoved() {
        Unit other = Unit.bare();
        other.load(Unit.interfaces("192.0.2.1"));
        other.load("nameif ethernet2 outside security0");
        other.start(new StartupState.Loaded(3, List.of()));
        assertThat(other.store.unsettled()).hasSize(1);

        other.configure("no nameif ethernet2 outside security0");
        assertThat(other.store.unsettled()).isEmpty();
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
