// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.SecurityPolicy.Element;
import org.sallyport.ipsec.SecurityPolicy.Entry;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.testkit.Rounds;

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
    void itDecidesAsAWalkByTheRulesOfThePix() {
        Rounds.of(200, random -> {
            List<Entry> entries = new ArrayList<>();
            for (int entry = random.nextInt(6); entry > 0; entry--) {
                List<Element> elements = new ArrayList<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    elements.add(new Element(
                            random.nextBoolean(),
                            new TrafficSelector(prefix(random), prefix(random)),
                            new Flow("m", entry, i)));
                }
                entries.add(new Entry(elements));
            }
            SpdSnapshot spd = of(entries.toArray(Entry[]::new));
            for (int i = 0; i < 300; i++) {
                int source = random.nextInt(16);
                int destination = random.nextInt(16);
                assertThat(spd.outbound(source, destination).element()).isEqualTo(walk(entries, source, destination));
            }
        });
    }

    private static Ipv4Prefix prefix(SplittableRandom random) {
        int length = random.nextInt(28, 33);
        return new Ipv4Prefix(new Ipv4Address(random.nextInt(16) & Ipv4Prefix.mask(length)), length);
    }

    private static Optional<Element> walk(List<Entry> entries, int source, int destination) {
        nextEntry:
        for (Entry entry : entries) {
            for (Element element : entry.elements()) {
                long sourceSize = 1L << 32 - element.selector().source().length();
                long destinationSize =
                        1L << 32 - element.selector().destination().length();
                int from = element.selector().source().address().value();
                int to = element.selector().destination().address().value();
                if (source >= from
                        && source < from + sourceSize
                        && destination >= to
                        && destination < to + destinationSize) {
                    if (element.permit()) {
                        return Optional.of(element);
                    }
                    continue nextEntry;
                }
            }
        }
        return Optional.empty();
    }
}
