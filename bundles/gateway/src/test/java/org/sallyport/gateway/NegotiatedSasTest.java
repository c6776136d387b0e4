// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.SaOptions;

/** SAs that others negotiate live beside those keyed by hand, as long as their entry is bound. */
final class NegotiatedSasTest {
    private final Unit unit = Unit.left();
    private final Negotiated pair = Negotiated.of(unit, 20, SaOptions.DEFAULT);

    @Test
    void editsOfOtherLinesDoNotTouchThem() {
        List<InboundSa> before = unit.inbound();
        unit.configure(
                "access-list other permit ip host 10.1.1.8 host 10.2.1.8",
                "crypto ipsec transform-set more esp-aes esp-md5-hmac",
                "crypto map m 30 ipsec-manual");
        unit.gateway().bindProtocol(new org.sallyport.ah.Ah());

        assertThat(pair.isIn(unit)).isTrue();
        assertThat(unit.inbound()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crypto map m interface outside",
                "no crypto map m interface outside",
                "clear crypto sa",
                "clear crypto sa map m",
                "clear crypto sa peer 192.0.2.2"
            })
    void theseEndThem(String line) {
        unit.configure(line);

        assertThat(pair.isGone(unit)).isTrue();
        assertThat(unit.outbound().size()).isEqualTo(line.startsWith("no") ? 0 : 1);
    }

    @Test
    void clearingOneEntryEndsItsPairsAlone() {
        InboundSa manual = unit.inbound(10);
        Negotiated second = Negotiated.of(unit, 20, SaOptions.DEFAULT);
        unit.configure("clear crypto sa entry 192.0.2.1 esp "
                + second.in().parameters().id().spi());

        assertThat(second.isGone(unit)).isTrue();
        assertThat(unit.inbound(10)).isSameAs(manual);
    }

    @Test
    void anEntryThatIsKeyedByHandAgainDropsThem() {
        unit.configure("crypto map m 20 set peer 192.0.2.2");
        assertThat(pair.isIn(unit)).as("the edit waits").isTrue();

        unit.configure("crypto map m interface outside");
        assertThat(pair.isGone(unit)).isTrue();
        assertThat(unit.inbound(20).parameters().manual()).isTrue();
    }

    @Test
    void theMessagesTellOfThoseThatGo() {
        unit.heard.lines.clear();
        unit.configure("crypto map m interface outside");

        String spi = "(" + pair.out().parameters().id().spi() + ")";
        assertThat(unit.heard.lines)
                .filteredOn(line -> line.contains(spi))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("602302").contains("deleting SA"));
    }

    @Test
    void thePortOfThoseInUdpStaysOpenWhileIkeIsExchanged() {
        var ike = new FakeIke();
        unit.gateway().bindIke(ike);
        Negotiated.inUdp(unit, 20);
        unit.gateway().unbindIke(ike);
        ike.ports = Set.of(); // a new one has not seen its lines yet
        unit.gateway().bindIke(ike);

        assertThat(unit.host.last().ports()).containsExactly(4500);
    }
}
