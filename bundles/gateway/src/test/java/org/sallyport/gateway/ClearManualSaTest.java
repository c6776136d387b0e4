// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.ConfigurationListener;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.transform.Secret;

/** SAs that are keyed by hand: which of them a clear makes anew, and with which keys. */
final class ClearManualSaTest extends ManualBench {
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
}
