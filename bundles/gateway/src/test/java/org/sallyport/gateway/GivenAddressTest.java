// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.ike.IkePlan;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.packet.Ipv4Address;

/** A bound interface whose address the system gives, and takes away. */
final class GivenAddressTest {
    private static final String BIND = "crypto map m interface outside";

    private final FakeIke ike = new FakeIke();
    private final Unit unit = Unit.blank();
    private OutboundSa byHand;
    private IkePlan plan;

    @BeforeEach
    void anEntryOfEachKindWithoutAConfiguredAddress() {
        unit.gateway().bindIke(ike);
        unit.configure("nameif ethernet0 outside security0", "nameif ethernet1 inside security100")
                .configure(Unit.flows(1, 2, "192.0.2.2", 500, 501))
                .configure(
                        "access-list flow3 permit ip host 10.1.2.9 host 10.2.2.9",
                        "crypto map m 30 ipsec-isakmp",
                        "crypto map m 30 match address flow3",
                        "crypto map m 30 set peer 192.0.2.2",
                        "crypto map m 30 set transform-set des3",
                        BIND);
        byHand = unit.outbound(10);
        plan = ike.plan;
        assertThat(plan.entries()).hasSize(1);
    }

    private void untouched() {
        assertThat(ike.plan).isEqualTo(plan);
        assertThat(unit.outbound(10)).isSameAs(byHand);
    }

    @Test
    void oneThatIsAwayForAMomentEndsNothing() {
        unit.host.give();
        untouched();
        unit.configure("access-list other permit ip any any");
        untouched();
        unit.host.give("192.0.2.1");
        untouched();
    }

    @Test
    void whileNobodyListsTheInterfacesEditsEndNothing() {
        unit.host.interfaces.clear();
        unit.configure("access-list other permit ip any any");
        untouched();
    }

    @Test
    void whatIsBoundAnewMeanwhileEndsThereToo() {
        unit.host.give();
        unit.configure(BIND);
        assertThat(ike.plan).isEqualTo(plan);
        assertThat(unit.outbound(10).parameters().local()).isEqualTo(Ipv4Address.parse("192.0.2.1"));
    }

    @Test
    void anotherOneTakesItsPlace() {
        unit.host.give();
        unit.host.give("192.0.2.7");
        assertThat(ike.plan.ends()).containsExactly(new IkePlan.End("outside", Ipv4Address.parse("192.0.2.7")));
        assertThat(unit.outbound(10).parameters().local()).isEqualTo(Ipv4Address.parse("192.0.2.7"));
    }

    @Test
    void oneThatWasConfiguredIsNoMoreOnceItsLineAndItselfAreGone() {
        unit.configure("ip address outside 192.0.2.1 255.255.255.0", "no ip address outside 192.0.2.1");
        untouched();
        unit.host.give();
        assertThat(ike.plan.entries()).isEmpty();
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
    }
}
