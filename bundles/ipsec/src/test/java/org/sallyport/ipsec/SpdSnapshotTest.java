// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.SecurityPolicy.Element;
import org.sallyport.ipsec.SecurityPolicy.Entry;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

final class SpdSnapshotTest {
    private static Element element(boolean permit, String source, String destination, int number) {
        return new Element(
                permit,
                new TrafficSelector(Ipv4Prefix.parse(source), Ipv4Prefix.parse(destination)),
                new Flow("m", number, 0));
    }

    private static int address(String text) {
        return Ipv4Address.parse(text).value();
    }

    private static SpdSnapshot of(Entry... entries) {
        return new SpdSnapshot(List.of(new SecurityPolicy("eth0", List.of(entries))));
    }

    @Test
    void aDenyLeavesThePacketToTheNextEntry() {
        Element deny = element(false, "10.1.0.0/16", "10.2.3.0/24", 10);
        Element wide = element(true, "10.1.0.0/16", "10.2.0.0/16", 10);
        Element next = element(true, "10.1.0.0/16", "10.2.3.4", 20);
        SpdSnapshot spd = of(new Entry(List.of(deny, wide)), new Entry(List.of(next)));

        assertThat(spd.outbound(address("10.1.0.1"), address("10.2.4.1")).element())
                .contains(wide);
        assertThat(spd.outbound(address("10.1.0.1"), address("10.2.3.4")).element())
                .contains(next);
        assertThat(spd.outbound(address("10.1.0.1"), address("10.2.3.5")).isBypass())
                .isTrue();
    }

    @Test
    void aPermitBeforeADenyClaims() {
        Element host = element(true, "0.0.0.0/0", "10.2.3.4", 10);
        Element deny = element(false, "0.0.0.0/0", "10.2.0.0/16", 10);
        SpdSnapshot spd = of(new Entry(List.of(host, deny)));

        assertThat(spd.outbound(0, address("10.2.3.4")).element()).contains(host);
        assertThat(spd.outbound(0, address("10.2.3.5"))).isEqualTo(Decision.BYPASS);
    }

    @Test
    void anArrivingPacketMustBeProtectedIfItsAnswerWouldBe() {
        SpdSnapshot spd = of(new Entry(List.of(element(true, "10.1.0.0/16", "10.2.0.0/16", 10))));

        assertThat(spd.mustBeProtected(address("10.2.0.1"), address("10.1.0.1")))
                .isTrue();
        assertThat(spd.mustBeProtected(address("10.1.0.1"), address("10.2.0.1")))
                .isFalse();
        assertThat(SpdSnapshot.EMPTY.mustBeProtected(1, 2)).isFalse();
    }

    @Test
    void theFirstBoundMapIsAskedFirst() {
        Element first = element(true, "10.1.0.0/16", "10.2.0.0/16", 10);
        Element second = element(true, "0.0.0.0/0", "0.0.0.0/0", 20);
        var spd = new SpdSnapshot(List.of(
                new SecurityPolicy("eth0", List.of(new Entry(List.of(first)))),
                new SecurityPolicy("eth1", List.of(new Entry(List.of(second))))));

        assertThat(spd.outbound(address("10.1.0.1"), address("10.2.0.1")).element())
                .contains(first);
        assertThat(spd.outbound(address("10.9.0.1"), address("10.2.0.1")).element())
                .contains(second);
    }

    @Test
    void anEntryWhoseAccessListComesAgainClaimsNothingMore() {
        Element deny = element(false, "10.1.0.5", "0.0.0.0/0", 10);
        Element permit = element(true, "10.1.0.0/16", "10.2.0.0/16", 10);
        Element again = element(true, "10.1.0.0/16", "10.2.0.0/16", 20);
        SpdSnapshot spd = of(new Entry(List.of(deny, permit)), new Entry(List.of(deny, again)));

        assertThat(spd.outbound(address("10.1.0.6"), address("10.2.0.1")).element())
                .containsSame(permit);
        assertThat(spd.outbound(address("10.1.0.5"), address("10.2.0.1")).isBypass())
                .isTrue();
    }

    /** The least number of entries in which a deny that comes again must be found by its place in the middle. */
    @Test
    void aDenyThatEveryEntryHasCountsInItsOwnOnly() {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < 50; i++) {
            Element deny = element(false, "10.1.0.5", "0.0.0.0/0", i);
            Element permit = element(true, "10.1.0.0/16", "10.2." + i + ".0/24", i);
            entries.add(new Entry(i == 30 ? List.of(permit, deny) : List.of(deny, permit)));
        }
        SpdSnapshot spd = of(entries.toArray(Entry[]::new));

        for (int i = 0; i < 50; i++) {
            int destination = address("10.2." + i + ".9");
            assertThat(spd.outbound(address("10.1.0.5"), destination).isBypass())
                    .isEqualTo(i != 30);
            assertThat(spd.outbound(address("10.1.0.6"), destination).element())
                    .contains(entries.get(i).elements().get(i == 30 ? 0 : 1));
        }
    }

    @Test
    void askingAgainGivesTheSameDecisionObject() {
        SpdSnapshot spd = of(new Entry(List.of(element(true, "10.1.0.0/16", "10.2.0.0/16", 10))));

        assertThat(spd.outbound(address("10.1.0.1"), address("10.2.0.1")))
                .isSameAs(spd.outbound(address("10.1.0.2"), address("10.2.0.2")));
        assertThat(spd.outbound(1, 2)).isSameAs(Decision.BYPASS);
    }
}
