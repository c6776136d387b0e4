// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.ipsec.DontFragment;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SpdSnapshot;

/** What the configuration says of packets that are too long for their way. */
final class PathSettingsTest {
    private static final String BIND = "crypto map m interface outside";

    private final Unit unit = Unit.left();

    private DontFragment rule() {
        return unit.outbound(10).parameters().options().dontFragment();
    }

    @ParameterizedTest
    @CsvSource({"set-df, SET", "clear-df, CLEAR", "copy-df, COPY"})
    void theBitIsThatOfTheLineAtTheNextBinding(String word, DontFragment rule) {
        OutboundSa before = unit.outbound(10);
        assertThat(unit.prints("crypto ipsec df-bit " + word + " outside"))
                .containsExactly("% This takes effect at the next \"crypto map interface\"");
        assertThat(unit.outbound(10)).isSameAs(before);

        unit.configure(BIND);

        assertThat(rule()).isEqualTo(rule);
        assertThat(unit.lines()).contains("crypto ipsec df-bit " + word + " outside");
    }

    @Test
    void anInterfaceHasOneRuleAndAnotherOnesDoesNotCount() {
        unit.configure(
                "crypto ipsec df-bit set-df outside",
                "crypto ipsec df-bit clear-df outside",
                "crypto ipsec df-bit set-df inside",
                BIND);
        assertThat(unit.lines())
                .contains("crypto ipsec df-bit clear-df outside", "crypto ipsec df-bit set-df inside")
                .doesNotContain("crypto ipsec df-bit set-df outside");
        assertThat(rule()).isEqualTo(DontFragment.CLEAR);

        unit.configure("no crypto ipsec df-bit clear-df outside", BIND);
        assertThat(rule()).isEqualTo(DontFragment.COPY);
        assertThat(unit.refusal("crypto ipsec df-bit set-df nowhere")).contains("not defined");
    }

    @Test
    void theWindowAgainstRepetitionIsAsWideAsALineSays() {
        unit.configure("crypto ipsec security-association replay window-size 1024", BIND);
        assertThat(unit.inbound(10).parameters().options().replayWindow()).isEqualTo(1024);
        assertThat(unit.refusal("crypto ipsec security-association replay window-size 100"))
                .isNotEmpty();

        unit.configure("crypto ipsec security-association replay window-size 64", BIND);
        assertThat(unit.lines()).noneMatch(line -> line.contains("replay"));
        assertThat(unit.inbound(10).parameters().options().replayWindow()).isEqualTo(64);
    }

    @Test
    void segmentsAreAsLongAsTheTunnelCarriesUnlessALineSaysOtherwise() {
        assertThat(unit.spd.policies().largestSegment()).isEqualTo(SpdSnapshot.AS_THE_WAY_CARRIES);

        unit.configure("sysopt connection tcpmss 1200", "sysopt connection tcpmss 1380");
        assertThat(unit.spd.policies().largestSegment()).isEqualTo(1380);
        assertThat(unit.prints("show sysopt")).contains("sysopt connection tcpmss 1380");

        unit.configure("sysopt connection tcpmss 0");
        assertThat(unit.spd.policies().largestSegment()).isZero();

        unit.configure("no sysopt connection tcpmss");
        assertThat(unit.spd.policies().largestSegment()).isEqualTo(SpdSnapshot.AS_THE_WAY_CARRIES);
        unit.configure("sysopt connection tcpmss 1000", "clear sysopt");
        assertThat(unit.lines()).noneMatch(line -> line.startsWith("sysopt"));
    }

    private void linkCarries(int bytes) {
        HostInterface ethernet = unit.host.interfaces.get(0);
        unit.host.interfaces.set(
                0,
                new HostInterface(
                        ethernet.name(),
                        ethernet.hardwareAddress(),
                        ethernet.addresses(),
                        bytes,
                        true,
                        true,
                        ethernet.traffic()));
    }

    @Test
    void aLinkThatChangesIsHeardOf() {
        unit.configure(BIND);
        linkCarries(1300);
        unit.host.linksChanged.run();
        assertThat(unit.outbound(10).pathMtu().outer()).isEqualTo(1300);
    }

    @Test
    void theListingTellsWhatTheLinkCarriesAndWhatThePathDoes() {
        linkCarries(1400);
        unit.configure(BIND);
        assertThat(unit.outbound(10).pathMtu().outer()).isEqualTo(1400);
        assertThat(unit.prints("show crypto ipsec sa"))
                .contains("     path mtu 1400, ipsec overhead 56, media mtu 1400");

        unit.outbound(10).pathMtu().learn(1300, 0);
        assertThat(unit.prints("show crypto ipsec sa"))
                .contains("     path mtu 1300, ipsec overhead 56, media mtu 1400")
                .contains("     path mtu 1400, ipsec overhead 72, media mtu 1400");

        unit.configure("access-list a permit ip any any");
        assertThat(unit.outbound(10).pathMtu().outer())
                .as("another line changes nothing")
                .isEqualTo(1300);
    }
}
