// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.HostPlan;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.packet.Packet;
import org.sallyport.testkit.ClearPacket;

/** Lines typed one by one become the SAs, policies and host plan that they mean. */
final class ManualKeyingTest {
    @Test
    void theSasOfTwoUnitsFitCrosswise() {
        Unit left = Unit.left();
        Unit right = Unit.right();
        for (int entry : new int[] {10, 20}) {
            cross(left.outbound(entry).parameters(), right.inbound(entry).parameters());
            cross(right.outbound(entry).parameters(), left.inbound(entry).parameters());
            byte[] inner = ClearPacket.from("10.1.1.9").to("10.2.1.9").echo(entry, 100);
            Packet packet = Packet.copyOf(inner, 128, 128);
            assertThat(left.seal(entry, packet)).isEqualTo(DropReason.NONE);
            assertThat(right.open(entry, packet)).isEqualTo(DropReason.NONE);
            assertThat(packet.toByteArray()).isEqualTo(inner);
        }
    }

    private static void cross(SaParameters out, SaParameters in) {
        assertThat(out.id()).isEqualTo(in.id());
        assertThat(out.local()).isEqualTo(in.remote());
        assertThat(out.remote()).isEqualTo(in.local());
        assertThat(out.selector()).isEqualTo(in.selector());
        assertThat(out.algorithms()).isEqualTo(in.algorithms());
        assertThat(out.cipherKey()).isEqualTo(in.cipherKey());
        assertThat(out.integrityKey()).isEqualTo(in.integrityKey());
        assertThat(out.manual()).isTrue();
    }

    @Test
    void nothingRunsBeforeTheMapIsBoundAndEverythingAtOnceAfter() {
        Unit unit = Unit.blank().configure(Unit.interfaces("192.0.2.1"));
        String[] lines = Unit.flows(1, 2, "192.0.2.2", 500, 501);
        for (int i = 0; i < lines.length - 1; i++) {
            assertThat(unit.prints(lines[i]))
                    .as(lines[i])
                    .filteredOn(line -> !line.contains("legacy") && !line.contains("is ipsec-manual"))
                    .isEmpty();
            assertThat(unit.outbound()).isEmpty();
            assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isFalse();
        }
        assertThat(unit.prints(lines[lines.length - 1])).isEmpty();

        assertThat(unit.outbound()).hasSize(2);
        assertThat(unit.inbound()).hasSize(2);
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(unit.claims("10.1.1.9", "10.2.1.9")).isTrue();
        assertThat(unit.claims("10.1.1.8", "10.2.1.9")).isFalse();
        assertThat(unit.outbound(10).parameters().id()).hasToString("SA 192.0.2.2/50/0x1f5");
        assertThat(unit.inbound(10).parameters().id()).hasToString("SA 192.0.2.1/50/0x1f4");
        assertThat(unit.inbound().stream().map(sa -> sa.parameters().connection()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theOrderOfTheLinesOfAnEntryDoesNotMatter() {
        Unit unit = Unit.blank().configure(Unit.interfaces("192.0.2.1"));
        unit.configure(
                "crypto map m 10 ipsec-manual",
                Unit.key(10, "outbound", 501, Unit.CIPHER_2, Unit.SHA_2),
                "crypto map m 10 set peer 192.0.2.2",
                Unit.key(10, "inbound", 500, Unit.CIPHER_1, Unit.SHA_1),
                "crypto map m 10 match address flow1",
                "crypto ipsec transform-set des3 esp-sha-hmac esp-3des",
                "crypto map m 10 set transform-set des3",
                "access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "crypto map m interface outside");

        assertThat(unit.outbound(10)
                        .parameters()
                        .sameAgreement(Unit.left().outbound(10).parameters()))
                .isTrue();
    }

    @Test
    void theHostGetsItsAddressesRoutesAndClaims() {
        Unit unit = Unit.left();
        unit.configure("interface ethernet1 auto shutdown", "route outside 10.2.0.0 255.255.0.0 192.0.2.2");

        HostPlan plan = unit.host.last();
        assertThat(plan.interfaces()).hasSize(2);
        assertThat(plan.interfaces().get(0).name()).isEqualTo("eth0");
        assertThat(plan.interfaces().get(0).address())
                .hasValueSatisfying(
                        address -> assertThat(address.prefixLength()).isEqualTo(24));
        assertThat(plan.interfaces().get(1).up()).contains(false);
        assertThat(plan.routes())
                .containsExactly(new HostPlan.RoutePlan(
                        "eth0", Ipv4Prefix.parse("10.2.0.0/16"), Ipv4Address.parse("192.0.2.2"), 1));
        assertThat(plan.forwarding()).isTrue();
        assertThat(plan.policies().orElseThrow()).singleElement().satisfies(policy -> {
            assertThat(policy.interfaceName()).isEqualTo("eth0");
            assertThat(policy).isEqualTo(unit.spd.policies().policies().get(0));
        });
    }

    @Test
    void anAddressThatOnlyTheMachineKnowsWillDo() {
        Unit unit = Unit.blank().configure("nameif ethernet0 outside security0");
        unit.configure(Unit.flows(1, 2, "192.0.2.2", 500, 501));

        assertThat(unit.inbound(10).parameters().local()).isEqualTo(Ipv4Address.parse("192.0.2.1"));
    }

    @Test
    void aNewAddressOfTheInterfaceMovesTheInboundSas() {
        Unit unit = Unit.left();
        unit.configure("ip address outside 192.0.2.77 255.255.255.0");

        assertThat(unit.inbound(10).parameters().id().destination()).isEqualTo(Ipv4Address.parse("192.0.2.77"));
        assertThat(unit.outbound(10).parameters().local()).isEqualTo(Ipv4Address.parse("192.0.2.77"));
    }

    @Test
    void onlyTheFirstPermitOfAnEntryGetsAnSa() {
        Unit unit = Unit.blank().configure(Unit.interfaces("192.0.2.1"));
        unit.configure(
                "access-list flow1 deny ip host 10.1.0.66 any",
                "access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.3.0.0 255.255.255.0",
                "access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.4.0.0 255.255.255.0");
        String[] lines = Unit.flows(1, 2, "192.0.2.2", 500, 501);
        unit.configure(java.util.Arrays.copyOfRange(lines, 1, lines.length - 1));

        assertThat(unit.prints("crypto map m interface outside"))
                .containsExactly(
                        "WARNING: crypto map \"m\" 10 is ipsec-manual: only the first permit of access-list flow1 gets an SA,",
                        "        packets of the other 2 will be dropped");
        assertThat(unit.outbound(10).parameters().selector()).hasToString("10.1.0.0/24 -> 10.2.0.0/24");
        assertThat(unit.outbound()).hasSize(2);
        assertThat(unit.claims("10.1.0.66", "10.2.0.1")).isFalse();
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isFalse();
        assertThat(unit.drops("10.1.0.1", "10.3.0.1")).isTrue();
        assertThat(unit.drops("10.1.0.1", "10.4.0.1")).isTrue();
    }

    @Test
    void whatAnEntryLacksIsSaidAtItsBindingAndItsPacketsAreDropped() {
        String incomplete = "WARNING: This crypto map is incomplete";
        String remedy = "        To remedy the situation add a peer and a valid access-list to this crypto map.";
        Unit unit = Unit.blank().configure(Unit.interfaces("192.0.2.1"));
        unit.configure("crypto map m 10 ipsec-manual");
        assertThat(unit.prints("crypto map m interface outside"))
                .containsExactly(incomplete, remedy, "        (entry 10: no access list with a permit element)");

        unit.configure(
                "access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "crypto map m 10 match address flow1");
        assertThat(unit.prints("crypto map m interface outside"))
                .containsExactly(incomplete, remedy, "        (entry 10: no peer)");
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();

        List<String> steps = List.of(
                "crypto map m 10 set peer 192.0.2.2",
                "crypto map m 10 set transform-set des3",
                Unit.key(10, "inbound", 500, Unit.CIPHER_1, Unit.SHA_1),
                Unit.key(10, "outbound", 501, Unit.CIPHER_2, Unit.SHA_2));
        List<String> missing = List.of("no transform set", "no inbound esp session key", "no outbound esp session key");
        unit.configure("crypto ipsec transform-set des3 esp-3des esp-sha-hmac");
        for (int i = 0; i < steps.size(); i++) {
            unit.configure(steps.get(i));
            List<String> printed = unit.prints("crypto map m interface outside");
            boolean complete = i == steps.size() - 1;
            assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isEqualTo(!complete);
            if (complete) {
                assertThat(printed).isEmpty();
            } else {
                assertThat(printed)
                        .containsExactly(
                                "WARNING: crypto map \"m\" 10: " + missing.get(i) + "; its packets will be dropped");
            }
        }
    }
}
