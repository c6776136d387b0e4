// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.AccessFilter;
import org.sallyport.ipsec.AccessFilters;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.PacketMatch;
import org.sallyport.ipsec.PacketMatch.Ports;
import org.sallyport.ipsec.RefusedPacket;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Header;

/** Lists before interfaces: what is typed, what the host is asked for, and what is told of those who do not pass. */
final class AccessGroupTest {
    private final Unit unit = Unit.left();

    private AccessFilters filters() {
        return unit.host.last().filters();
    }

    private PacketMatch match(int place) {
        return filters().filters().get(0).rules().get(place).match();
    }

    @Test
    void elementsTellProtocolsAndPortsApart() {
        unit.configure(
                "access-list in permit tcp 10.9.0.0 255.255.0.0 gt 1023 host 10.1.0.5 eq www",
                "access-list in permit udp any range 5000 6000 10.1.0.0 255.255.255.0 neq 53",
                "access-list in deny icmp any any echo",
                "access-list in permit 50 any 10.1.0.0 255.255.255.0",
                "access-list in permit 47 0.0.0.0 0.0.0.0 any",
                "access-list in permit ip 10.3.0.0 255.255.0.0 any",
                "access-group in in interface outside");

        assertThat(unit.lines())
                .contains(
                        "access-list in permit tcp 10.9.0.0 255.255.0.0 gt 1023 host 10.1.0.5 eq 80",
                        "access-list in permit udp any range 5000 6000 10.1.0.0 255.255.255.0 neq 53",
                        "access-list in deny icmp any any 8",
                        "access-list in permit esp any 10.1.0.0 255.255.255.0",
                        "access-list in permit 47 any any");
        AccessFilter filter = filters().filters().get(0);
        assertThat(filter.interfaceName()).isEqualTo("eth0");
        assertThat(filter.rules())
                .extracting(AccessFilter.Rule::permit)
                .containsExactly(true, true, false, true, true, true);
        assertThat(match(0).protocol()).isEqualTo(IpProtocol.TCP);
        assertThat(match(0).selector()).hasToString("10.9.0.0/16 -> 10.1.0.5/32");
        assertThat(match(0).sourcePorts()).containsExactly(new Ports(1024, 65_535));
        assertThat(match(0).destinationPorts()).containsExactly(new Ports(80, 80));
        assertThat(match(1).sourcePorts()).containsExactly(new Ports(5000, 6000));
        assertThat(match(1).destinationPorts()).containsExactly(new Ports(0, 52), new Ports(54, 65_535));
        assertThat(match(2).icmpType()).isEqualTo(8);
        assertThat(match(3).protocol()).isEqualTo(IpProtocol.ESP);
        assertThat(match(4).protocol()).isEqualTo(47);
        assertThat(match(5).protocol()).isEqualTo(PacketMatch.ANY);
    }

    @Test
    void aListFiltersAtOnceAndPermitIpsecExemptsWhatWasDecrypted() {
        assertThat(filters()).isEqualTo(AccessFilters.NONE);
        unit.configure("access-list in permit tcp any any eq 80", "access-group in in interface outside");
        assertThat(filters().filters().get(0).rules()).hasSize(1);
        assertThat(filters().exemptsDecrypted()).isFalse();

        unit.configure("sysopt connection permit-ipsec", "access-list in permit tcp any any eq 443");
        assertThat(filters().filters().get(0).rules()).hasSize(2);
        assertThat(filters().exemptsDecrypted()).isTrue();
        assertThat(unit.prints("show sysopt"))
                .containsExactly(
                        "sysopt connection permit-ipsec", "no sysopt ipsec pl-compatible", "no sysopt ipsec strict");
        unit.configure("clear sysopt");
        assertThat(filters().exemptsDecrypted()).isFalse();

        unit.configure("access-list other permit udp any any", "access-group other in interface outside");
        assertThat(unit.prints("show access-group")).containsExactly("access-group other in interface outside");
        assertThat(match(0).protocol()).isEqualTo(IpProtocol.UDP);
        assertThat(unit.prints("no access-list other"))
                .containsExactly("WARNING: access-group other in interface outside goes with its list:"
                        + " nothing is filtered at interface outside");
        assertThat(unit.prints("show access-group")).as("its list is gone").isEmpty();
        assertThat(filters()).isEqualTo(AccessFilters.NONE);
    }

    @Test
    void aGroupThatIsTypedTakesThePlaceOfOneThatWasRefused() {
        unit.load(
                "snmp-server contact me",
                "access-group late in interface outside",
                "access-group late in interface inside");
        unit.configure("access-list in permit tcp any any", "access-group in in interface outside");
        unit.configure("access-list late permit udp any any");
        unit.store.reevaluate();
        assertThat(unit.prints("show access-group"))
                .containsExactlyInAnyOrder(
                        "access-group in in interface outside", "access-group late in interface inside");
    }

    @Test
    void ofTwoGroupsOfAFileTheLastThatAppliesFilters() {
        unit.load(
                "access-list first permit tcp any any",
                "access-list last permit udp any any",
                "access-group first in interface outside",
                "access-group last in interface outside",
                "access-group absent in interface outside",
                "snmp-server contact me");
        assertThat(unit.prints("show access-group"))
                .containsExactly(
                        "access-group last in interface outside",
                        "access-group absent in interface outside",
                        "! Inactive: access-list absent does not exist");
        assertThat(match(0).protocol()).isEqualTo(IpProtocol.UDP);
    }

    @Test
    void whatCannotBeIsRefused() {
        unit.configure("access-list web permit tcp any any eq 80");
        assertThat(unit.refusal("access-group nosuch in interface outside"))
                .isEqualTo("ERROR: access-list nosuch does not exist");
        assertThat(unit.refusal("access-group web in interface dmz"))
                .isEqualTo("ERROR: interface name \"dmz\" not defined");
        assertThat(unit.refusal("access-list web permit 6 any any eq 80")).contains("unexpected word");
        assertThat(unit.refusal("access-list web permit tcp any eq 80 any lt 0"))
                .isEqualTo("ERROR: no port is in \"lt 0\"");
        assertThat(unit.refusal("access-list web permit tcp any range 9 8 any"))
                .isEqualTo("ERROR: no port is in \"range 9 8\"");
        assertThat(unit.refusal("access-list web permit tcp any any eq 65536")).contains("is no port");
        assertThat(unit.refusal("access-list web permit tcp any any eq www"))
                .isEqualTo("ERROR: ACE not added. Possible duplicate entry");
        unit.configure("access-group web in interface inside");
        assertThat(unit.refusal("no nameif ethernet1 inside security100"))
                .isEqualTo("ERROR: interface name \"inside\" is in use by \"access-group web in interface inside\"");
        assertThat(unit.type("sysopt ipsec pl-compatible").lines())
                .containsExactly("WARNING: sysopt ipsec pl-compatible is kept, but not implemented");
    }

    @Test
    void aCryptoMapTakesListsOfIpOnly() {
        unit.configure("access-list web permit tcp any any eq 80", "crypto map m 30 ipsec-manual");
        assertThat(unit.refusal("crypto map m 30 match address web"))
                .isEqualTo(
                        "ERROR: access-list web tells protocols apart; a crypto map protects all of IP, and takes \"ip\" only");
        assertThat(unit.refusal("access-list flow1 permit tcp any any"))
                .isEqualTo(
                        "ERROR: access-list flow1 belongs to crypto map \"m\" 10, which protects all of IP: \"tcp\" cannot be told apart");
    }

    @Test
    void hitsOfInterfacesAndOfMapsAddUpAndBeginAnewWhenCleared() {
        unit.configure("access-list flow1 deny ip any any", "access-group flow1 in interface inside");
        unit.host.hits.put(filters().filters().get(0).rules().get(0).id(), 5L);
        unit.host.hits.put(filters().filters().get(0).rules().get(1).id(), 6L);
        unit.spd.hits().of(unit.outbound(10).parameters().flow()).add(40);
        unit.spd.hits().of(unit.outbound(20).parameters().flow()).add(7);
        assertThat(unit.prints("show access-list flow1"))
                .containsExactly(
                        "access-list flow1; 2 elements",
                        "access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0 (hitcnt=45)",
                        "access-list flow1 deny ip any any (hitcnt=6)");

        unit.configure("clear access-list flow1 counters");
        assertThat(unit.prints("show access-list"))
                .filteredOn(line -> line.contains("hitcnt"))
                .extracting(line -> line.replaceAll(".*hitcnt=(\\d+).*", "$1"))
                .containsExactly("0", "0", "7");
        unit.configure("clear access-list counters");
        assertThat(unit.prints("show access-list").toString()).doesNotContain("hitcnt=7");
        assertThat(unit.refusal("clear access-list nosuch counters"))
                .isEqualTo("ERROR: access-list nosuch does not exist");
    }

    private static byte[] head(int protocol, int first, int second) {
        var head = new byte[28];
        Ipv4Header.write(head, 0, 28, 0, 1, false, 64, protocol, address("203.0.113.9"), address("10.1.0.5"));
        BigEndian.putU16(head, 20, first);
        BigEndian.putU16(head, 22, second);
        return head;
    }

    private static int address(String text) {
        return Ipv4Address.parse(text).value();
    }

    private List<String> told(DropReason reason, String leaving, byte[] head) {
        unit.heard.lines.clear();
        unit.host.watcher.accept(new RefusedPacket(reason, "eth0", leaving, head));
        return List.copyOf(unit.heard.lines);
    }

    @Test
    void refusedPacketsAreToldOfAsAPixDid() {
        unit.configure("access-list web permit tcp any any eq 80", "access-group web in interface outside");

        assertThat(told(DropReason.ACCESS_DENIED, "eth1", head(IpProtocol.TCP, 4000, 22)))
                .containsExactly(
                        "106023 Deny tcp src outside:203.0.113.9/4000 dst inside:10.1.0.5/22 by access-group \"web\"");
        assertThat(told(DropReason.ACCESS_DENIED, "eth1", head(IpProtocol.ICMP, 0x0801, 0)))
                .containsExactly(
                        "106023 Deny icmp src outside:203.0.113.9 dst inside:10.1.0.5 (type 8, code 1) by access-group \"web\"");
        assertThat(told(DropReason.ACCESS_DENIED, "eth7", head(47, 1, 2)))
                .containsExactly(
                        "106023 Deny protocol 47 src outside:203.0.113.9 dst eth7:10.1.0.5 by access-group \"web\"");
        assertThat(told(DropReason.CLEAR_TEXT, "", head(IpProtocol.UDP, 1, 2)))
                .containsExactly(
                        "402106 Rec'd packet not an IPSEC packet. (ip) dest_addr= 10.1.0.5, src_addr= 203.0.113.9, prot= 17");
        assertThat(told(DropReason.ACCESS_DENIED, "eth1", new byte[7])).isEmpty();
        byte[] lying = head(IpProtocol.TCP, 1, 2);
        lying[0] = 0x4F; // a header of 60 bytes, of which 28 are here
        assertThat(told(DropReason.ACCESS_DENIED, "eth1", lying))
                .containsExactly("106023 Deny tcp src outside:203.0.113.9 dst inside:10.1.0.5 by access-group \"web\"");
    }

    @Test
    void sasThatComeAndGoAreToldOf() {
        unit.heard.lines.clear();
        unit.configure("clear crypto sa entry 192.0.2.1 esp 500");

        assertThat(unit.heard.lines)
                .containsExactly(
                        "602302 deleting SA, (sa) sa_dest= 192.0.2.1, sa_prot= 50, sa_spi= 0x1f4(500), sa_trans= esp-3des esp-sha-hmac , sa_conn_id= 1",
                        "602302 deleting SA, (sa) sa_dest= 192.0.2.2, sa_prot= 50, sa_spi= 0x1f5(501), sa_trans= esp-3des esp-sha-hmac , sa_conn_id= 2",
                        "602301 sa created, (sa) sa_dest= 192.0.2.1, sa_prot= 50, sa_spi= 0x1f4(500), sa_trans= esp-3des esp-sha-hmac , sa_conn_id= 5",
                        "602301 sa created, (sa) sa_dest= 192.0.2.2, sa_prot= 50, sa_spi= 0x1f5(501), sa_trans= esp-3des esp-sha-hmac , sa_conn_id= 6");
    }
}
