// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Rounds;

final class AddressesTest {
    @Test
    void anAddressIsReadAsItIsPrinted() {
        Rounds.of(2_000, random -> {
            var address = new Ipv4Address(random.nextInt());

            assertThat(Ipv4Address.parse(address.toString())).isEqualTo(address);
        });
        assertThat(Ipv4Address.parse("0.0.0.0")).isEqualTo(Ipv4Address.ANY);
        assertThat(Ipv4Address.parse("255.255.255.255").value()).isEqualTo(-1);
        assertThat(new Ipv4Address(0x0A0B0CFF)).hasToString("10.11.12.255");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "...",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.4.",
                "1.2.3.4.5",
                "1.2.3.256",
                "256.1.1.1",
                "1.2.3.1000",
                "1.2.3.99999999999",
                "01.2.3.4",
                "1.2.3.04",
                "1.2.3.00",
                "-1.2.3.4",
                "+1.2.3.4",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.a",
                "0x1.2.3.4",
                "1,2,3,4",
                "1.2.3.4/24",
                "::1",
                "1.2.3.\u0664",
                "\uFF11.2.3.4"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThat(Ipv4Address.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> Ipv4Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid IP address " + text);
    }

    @Test
    void addressesAreOrderedAsUnsignedNumbers() {
        assertThat(List.of(
                        Ipv4Address.parse("200.0.0.1"),
                        Ipv4Address.parse("10.0.0.1"),
                        Ipv4Address.parse("127.255.255.255")))
                .satisfies(list -> assertThat(list.stream().sorted())
                        .extracting(Ipv4Address::toString)
                        .containsExactly("10.0.0.1", "127.255.255.255", "200.0.0.1"));
    }

    @Test
    void aPrefixIsReadAsItIsPrinted() {
        for (int length = 0; length <= 32; length++) {
            var prefix = new Ipv4Prefix(new Ipv4Address(0xCAFEBABE & Ipv4Prefix.mask(length)), length);

            assertThat(Ipv4Prefix.parse(prefix.toString())).isEqualTo(prefix);
            assertThat(Integer.bitCount(prefix.mask().value())).isEqualTo(length);
        }
        assertThat(Ipv4Prefix.parse("10.0.0.1")).isEqualTo(Ipv4Prefix.host(Ipv4Address.parse("10.0.0.1")));
        assertThat(Ipv4Prefix.parse("10.1.0.0/16").mask()).hasToString("255.255.0.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0.0/ 8",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0.1/24",
                "10.0.0.0/08",
                "10.0.0.0/\u0668",
                "10.0.0/8",
                "128.0.0.0/0"
            })
    void whatIsNoPrefixIsRefused(String text) {
        assertThatThrownBy(() -> Ipv4Prefix.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPrefixContainsWhatSharesItsFirstBits() {
        Rounds.of(2_000, random -> {
            int length = random.nextInt(33);
            int address = random.nextInt();
            var prefix = new Ipv4Prefix(new Ipv4Address(address & Ipv4Prefix.mask(length)), length);
            int candidate = address ^ 1 << random.nextInt(32);
            boolean shares = length == 0 || address >>> 32 - length == candidate >>> 32 - length;

            assertThat(prefix.contains(address)).isTrue();
            assertThat(prefix.contains(candidate)).isEqualTo(shares);
        });
    }

    @Test
    void prefixesContainAndOverlap() {
        var all = Ipv4Prefix.ALL;
        var wide = Ipv4Prefix.parse("10.0.0.0/8");
        var narrow = Ipv4Prefix.parse("10.1.0.0/16");
        var other = Ipv4Prefix.parse("11.0.0.0/8");

        assertThat(all.contains(wide)).isTrue();
        assertThat(wide.contains(narrow)).isTrue();
        assertThat(narrow.contains(wide)).isFalse();
        assertThat(narrow.overlaps(wide)).isTrue();
        assertThat(wide.overlaps(narrow)).isTrue();
        assertThat(wide.overlaps(other)).isFalse();
        assertThat(wide.contains(wide)).isTrue();
    }
}
