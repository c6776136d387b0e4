// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.transform.Secret;

/** What {@code debug crypto} shows of a tunnel that comes up. */
final class TranscriptTest {
    private final Simulation simulation = new Simulation(8, Installed.TINY);
    private final SimGateway a = simulation.gateway("A", ExchangesTest.left());
    private final SimGateway b = simulation.gateway("B", ExchangesTest.right());

    private static List<String> lines(SimGateway gateway, Notice.Topic topic, int level) {
        return gateway.debug.stream()
                .filter(each -> each.topic() == topic && each.level() <= level)
                .flatMap(each -> each.lines().get().stream())
                .toList();
    }

    @Test
    void aSuccessfulExchangeReadsLikeAPixs() {
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);

        assertThat(lines(a, Notice.Topic.ISAKMP, 1))
                .anyMatch(line -> line.matches("ISAKMP \\(\\d+\\): beginning Main Mode exchange"))
                .contains(
                        "crypto_isakmp_process_block:src:198.51.100.1, dest:192.0.2.1 spt:500 dpt:500",
                        "OAK_MM exchange",
                        "OAK_QM exchange")
                .anyMatch(line -> line.matches("ISAKMP \\(\\d+\\): processing SA payload. message ID = 0"))
                .anyMatch(line -> line.matches("ISAKMP \\(\\d+\\): processing KE payload. message ID = 0"))
                .containsSubsequence(
                        "ISAKMP (1): Checking ISAKMP transform 1 against priority 10 policy",
                        "ISAKMP:      encryption 3DES-CBC",
                        "ISAKMP:      hash MD5",
                        "ISAKMP:      default group 2",
                        "ISAKMP:      auth pre-share",
                        "ISAKMP:      life type in seconds",
                        "ISAKMP:      life duration (VPI) of  0x0 0x1 0x51 0x80",
                        "ISAKMP (1): atts are acceptable. Next payload is 0",
                        "return status is IKMP_NO_ERROR",
                        "VPN Peer: ISAKMP: Added new peer: ip:198.51.100.1/500 Total VPN Peers:1",
                        "VPN Peer: ISAKMP: Peer ip:198.51.100.1 Ref cnt incremented to:1 Total VPN Peers:1",
                        "ISAKMP (1): SA has been authenticated",
                        "return status is IKMP_NO_ERROR",
                        "ISAKMP : Checking IPSec proposal 1",
                        "ISAKMP: transform 1, ESP_3DES",
                        "ISAKMP:   attributes in transform:",
                        "ISAKMP:      encaps is 1",
                        "ISAKMP:      SA life type in seconds",
                        "ISAKMP:      SA life duration (basic) of 28800",
                        "ISAKMP:      SA life type in kilobytes",
                        "ISAKMP:      SA life duration (VPI) of  0x0 0x46 0x50 0x0",
                        "ISAKMP:      authenticator is HMAC-MD5",
                        "ISAKMP (1): atts are acceptable.",
                        "ISAKMP (1): Creating IPSec SAs",
                        "VPN Peer: IPSEC: Peer ip:198.51.100.1 Ref cnt incremented to:3 Total VPN Peers:1",
                        "return status is IKMP_NO_ERROR")
                .anyMatch(line -> line.matches(
                        " +inbound SA from +198.51.100.1 to +192.0.2.1 \\(proxy +10.2.0.0 to +10.1.0.0\\)"));
        assertThat(lines(b, Notice.Topic.ISAKMP, 2)).anyMatch(line -> line.startsWith("ISAKMP: vendor id "));
        assertThat(lines(a, Notice.Topic.IPSEC, 1))
                .containsSubsequence(
                        "IPSEC(sa_request): ,",
                        "IPSEC(validate_proposal_request): proposal part #1,",
                        "IPSEC(initialize_sas): ,")
                .anyMatch(line -> line.contains("_proxy= ") && line.endsWith("(type=4),"));
        assertThat(lines(b, Notice.Topic.IPSEC, 1)).contains("IPSEC(initialize_sas): ,");
    }

    @Test
    void theRequestIsInTheSyslogToo() {
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);

        assertThat(a.syslog)
                .contains("702303: sa_request, (key eng. msg.) src= 192.0.2.1, dest= 198.51.100.1,"
                        + " src_proxy= 10.1.0.0/255.255.0.0/0/0 (type=4), dest_proxy= 10.2.0.0/255.255.0.0/0/0 (type=4),"
                        + " protocol= ESP, transform-set= strong , lifedur= 28800s and 4608000kb,"
                        + " spi= 0x0(0), conn_id= 0, keysize= 0, flags= 0x4");
    }

    @Test
    void anOfferThatNoPolicyMeetsIsRefusedInAPixsWords() {
        b.plan(ExchangesTest.right().policies(Plans.policy(10, 1, 1, 2)));
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);

        assertThat(lines(b, Notice.Topic.ISAKMP, 1))
                .containsSubsequence(
                        "ISAKMP (1): Checking ISAKMP transform 1 against priority 10 policy",
                        "ISAKMP (1): atts are not acceptable. Next payload is 0",
                        "ISAKMP (1): no offers accepted!",
                        "ISAKMP (1): SA not acceptable!",
                        "return status is IKMP_ERR_TRANS");
    }

    @Test
    void aPeerWithoutAKeyIsNamed() {
        b.plan(Plans.at("198.51.100.1").entry(10, Plans.Wanted.of("192.0.2.1"), Two.FLOW_B));
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);

        assertThat(lines(b, Notice.Topic.ISAKMP, 1))
                .contains("ISAKMP: No cert, and no keys (public or pre-shared) with remote peer 192.0.2.1");
    }

    @Test
    void aFlowThatTheAccessListDeniesIsRefusedInAPixsWords() {
        b.plan(Plans.at("198.51.100.1")
                .key("0.0.0.0/0", "cisco1234")
                .entry(10, Plans.Wanted.of("192.0.2.1"), "10.9.0.0/16 10.1.0.0/16"));
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);

        assertThat(lines(b, Notice.Topic.IPSEC, 1))
                .contains("IPSEC(validate_transform_proposal): proxy identities not supported");
        assertThat(lines(b, Notice.Topic.ISAKMP, 1))
                .containsSubsequence(
                        "ISAKMP (1): IPSec policy invalidated proposal",
                        "ISAKMP (1): SA not acceptable!",
                        "return status is IKMP_ERR_NO_RETRANS");
        assertThat(b.syslog).contains("302302: ACL = deny; no sa created");
    }

    @Test
    void aTransformSetThatTheyDoNotShareIsRefusedInAPixsWords() {
        b.plan(Plans.at("198.51.100.1")
                .key("0.0.0.0/0", "cisco1234")
                .entry(10, Plans.Wanted.of("192.0.2.1").suites(Plans.ESP_AES_SHA), Two.FLOW_B));
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);

        assertThat(lines(b, Notice.Topic.ISAKMP, 1))
                .containsSubsequence(
                        "ISAKMP (1): atts not acceptable. Next payload is 0",
                        "ISAKMP (1): SA not acceptable!",
                        "return status is IKMP_ERR_NO_RETRANS");
    }

    @Test
    void theThirdLevelShowsWhatCameByteByByte() {
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);

        assertThat(lines(a, Notice.Topic.ISAKMP, 3))
                .anyMatch(line -> line.matches("ISAKMP:   0000  ([0-9a-f]{2} ){15}[0-9a-f]{2}"));
        assertThat(lines(a, Notice.Topic.ISAKMP, 2)).noneMatch(line -> line.startsWith("ISAKMP:   0000"));
    }

    @Test
    void noKeyIsInIt() {
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);

        String all = String.join("\n", lines(a, Notice.Topic.ISAKMP, 3))
                + String.join("\n", lines(a, Notice.Topic.IPSEC, 3));
        assertThat(a.inbound).isNotEmpty();
        a.inbound.values().forEach(sa -> {
            for (Secret key :
                    List.of(sa.parameters.keys().cipher(), sa.parameters.keys().integrity())) {
                String digits = key.use(HexFormat.of()::formatHex);
                assertThat(digits).isNotEmpty();
                assertThat(all).doesNotContainIgnoringCase(digits);
            }
        });
        assertThat(all).doesNotContain("cisco1234");
    }
}
