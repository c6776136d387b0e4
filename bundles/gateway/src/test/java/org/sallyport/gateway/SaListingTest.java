// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.DontFragment;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.Lifetime;
import org.sallyport.ipsec.SaOptions;

/** What {@code show crypto ipsec sa} prints, line by line. */
final class SaListingTest {
    private final Unit unit = Unit.left();

    private void prints(String command, String expected) {
        assertThat(String.join("\n", unit.prints(command)).stripTrailing())
                .as(command)
                .isEqualTo(expected.stripTrailing());
    }

    @Test
    void theSasOfABoundMap() {
        for (int i = 0; i < 20; i++) {
            unit.send(10);
        }
        unit.configure("no crypto map m 20 set peer 192.0.2.2", "crypto map m interface outside");
        for (int i = 0; i < 3; i++) {
            unit.send(10);
        }

        prints("show crypto ipsec sa", """

                interface: outside
                    Crypto map tag: m, local addr. 192.0.2.1

                   local  ident (addr/mask/prot/port): (10.1.0.0/255.255.255.0/0/0)
                   remote ident (addr/mask/prot/port): (10.2.0.0/255.255.255.0/0/0)
                   current_peer: 192.0.2.2
                     PERMIT, flags={origin_is_acl,}
                    #pkts encaps: 3, #pkts encrypt: 3, #pkts digest 3
                    #pkts decaps: 0, #pkts decrypt: 0, #pkts verify 0
                    #send errors 0, #recv errors 0

                     local crypto endpt.: 192.0.2.1, remote crypto endpt.: 192.0.2.2
                     path mtu 1500, ipsec overhead 56, media mtu 1500
                     current outbound spi: 1f5

                     inbound esp sas:
                      spi: 0x1f4(500)
                        transform: esp-3des esp-sha-hmac ,
                        in use settings ={Tunnel, }
                        slot: 0, conn id: 5, crypto map: m
                        no sa timing
                        IV size: 8 bytes
                        replay detection support: N


                     inbound ah sas:


                     inbound pcp sas:


                     outbound esp sas:
                      spi: 0x1f5(501)
                        transform: esp-3des esp-sha-hmac ,
                        in use settings ={Tunnel, }
                        slot: 0, conn id: 6, crypto map: m
                        no sa timing
                        IV size: 8 bytes
                        replay detection support: N


                     outbound ah sas:


                     outbound pcp sas:


                   local  ident (addr/mask/prot/port): (10.1.1.9/255.255.255.255/0/0)
                   remote ident (addr/mask/prot/port): (10.2.1.9/255.255.255.255/0/0)
                   current_peer: 0.0.0.0
                     PERMIT, flags={origin_is_acl,}
                     inactive: no peer
                    #pkts encaps: 0, #pkts encrypt: 0, #pkts digest 0
                    #pkts decaps: 0, #pkts decrypt: 0, #pkts verify 0
                    #send errors 0, #recv errors 0

                     local crypto endpt.: 192.0.2.1, remote crypto endpt.: 0.0.0.0
                     path mtu 1500, ipsec overhead 0, media mtu 1500
                     current outbound spi: 0

                     inbound esp sas:


                     inbound ah sas:


                     inbound pcp sas:


                     outbound esp sas:


                     outbound ah sas:


                     outbound pcp sas:
                """);
        assertThat(unit.refusal("show crypto ipsec sa map other"))
                .isEqualTo("ERROR: crypto map \"other\" does not exist");
        assertThat(unit.prints("show crypto ipsec sa map m")).isEqualTo(unit.prints("show crypto ipsec sa"));
    }

    @Test
    void theErrorsOfAFlowByReason() {
        Flow flow = unit.outbound(10).parameters().flow();
        unit.spd.hits().unprotected(flow);
        unit.outbound(10).counters().failed(DropReason.SEQUENCE_EXHAUSTED);
        unit.outbound(10).counters().failed(DropReason.TOO_BIG);
        unit.outbound(10).counters().failed(DropReason.NO_TRANSFORM);
        for (DropReason reason : List.of(
                DropReason.NOT_AUTHENTIC,
                DropReason.NOT_AUTHENTIC,
                DropReason.BAD_NEXT_HEADER,
                DropReason.SELECTOR_MISMATCH,
                DropReason.TRUNCATED,
                DropReason.REPLAYED,
                DropReason.MALFORMED,
                DropReason.PROVIDER_FAILED)) {
            unit.inbound(10).counters().failed(reason);
        }
        List<String> detail = unit.prints("show crypto ipsec sa map m detail");
        int at = detail.indexOf("    #pkts decaps: 0, #pkts decrypt: 0, #pkts verify 0");

        assertThat(detail.subList(at + 1, at + 8))
                .containsExactly(
                        "    #pkts no sa (send) 1, #pkts invalid sa (rcv) 0",
                        "    #pkts encaps failed (send) 1, #pkts decaps failed (rcv) 1",
                        "    #pkts invalid prot (recv) 1, #pkts verify failed: 2",
                        "    #pkts invalid identity (recv) 1, #pkts invalid len (rcv) 1",
                        "    #pkts replay rollover (send): 1, #pkts replay rollover (rcv) 0",
                        "    ##pkts replay failed (rcv): 1",
                        "    #pkts internal err (send): 1, #pkts internal err (recv) 1");
        assertThat(unit.prints("show crypto ipsec sa")).contains("    #send errors 4, #recv errors 8");
        unit.configure("clear crypto sa counters");
        assertThat(unit.prints("show crypto ipsec sa detail"))
                .filteredOn(line -> line.contains("#pkts"))
                .noneMatch(line -> line.matches(".*[ :][1-9].*"));
    }

    @Test
    void theSasByAddressAndTheFlowsAlone() {
        prints("show crypto ipsec sa address", """

                dest address: 192.0.2.1
                   protocol: ESP
                      spi: 0x1f4(500)
                        transform: esp-3des esp-sha-hmac ,
                        in use settings ={Tunnel, }
                        slot: 0, conn id: 1, crypto map: m
                        no sa timing
                        IV size: 8 bytes
                        replay detection support: N

                dest address: 192.0.2.1
                   protocol: ESP
                      spi: 0x258(600)
                        transform: esp-aes esp-sha-hmac ,
                        in use settings ={Tunnel, }
                        slot: 0, conn id: 3, crypto map: m
                        no sa timing
                        IV size: 16 bytes
                        replay detection support: N

                dest address: 192.0.2.2
                   protocol: ESP
                      spi: 0x1f5(501)
                        transform: esp-3des esp-sha-hmac ,
                        in use settings ={Tunnel, }
                        slot: 0, conn id: 2, crypto map: m
                        no sa timing
                        IV size: 8 bytes
                        replay detection support: N

                dest address: 192.0.2.2
                   protocol: ESP
                      spi: 0x259(601)
                        transform: esp-aes esp-sha-hmac ,
                        in use settings ={Tunnel, }
                        slot: 0, conn id: 4, crypto map: m
                        no sa timing
                        IV size: 16 bytes
                        replay detection support: N
                """);
        prints("show crypto ipsec sa identity", """

                interface: outside
                    Crypto map tag: m, local addr. 192.0.2.1

                   local  ident (addr/mask/prot/port): (10.1.0.0/255.255.255.0/0/0)
                   remote ident (addr/mask/prot/port): (10.2.0.0/255.255.255.0/0/0)
                   current_peer: 192.0.2.2
                     PERMIT, flags={origin_is_acl,}
                    #pkts encaps: 0, #pkts encrypt: 0, #pkts digest 0
                    #pkts decaps: 0, #pkts decrypt: 0, #pkts verify 0
                    #send errors 0, #recv errors 0

                     local crypto endpt.: 192.0.2.1, remote crypto endpt.: 192.0.2.2
                     path mtu 1500, ipsec overhead 56, media mtu 1500
                     current outbound spi: 1f5

                   local  ident (addr/mask/prot/port): (10.1.1.9/255.255.255.255/0/0)
                   remote ident (addr/mask/prot/port): (10.2.1.9/255.255.255.255/0/0)
                   current_peer: 192.0.2.2
                     PERMIT, flags={origin_is_acl,}
                    #pkts encaps: 0, #pkts encrypt: 0, #pkts digest 0
                    #pkts decaps: 0, #pkts decrypt: 0, #pkts verify 0
                    #send errors 0, #recv errors 0

                     local crypto endpt.: 192.0.2.1, remote crypto endpt.: 192.0.2.2
                     path mtu 1500, ipsec overhead 72, media mtu 1500
                     current outbound spi: 259
                """);
    }

    private static final SaOptions A_DAY =
            SaOptions.DEFAULT.with(Lifetime.endingAfter(TimeUnit.DAYS.toSeconds(1), 4_608_000));

    private List<String> timings() {
        return unit.prints("show crypto ipsec sa map m").stream()
                .filter(line -> line.contains("sa timing") || line.contains("replay detection"))
                .map(String::strip)
                .toList();
    }

    @Test
    void negotiatedSasTellWhatIsLeftOfTheirLife() {
        var pair = Negotiated.of(unit, 20, A_DAY);
        unit.time.pass(TimeUnit.SECONDS.toNanos(100));
        pair.out().life().count(10 * 1024, unit.time.nanos());

        assertThat(timings())
                .containsExactly(
                        "no sa timing",
                        "replay detection support: N",
                        "no sa timing",
                        "replay detection support: N",
                        "sa timing: remaining key lifetime (k/sec): (4608000/86300)",
                        "replay detection support: Y",
                        "sa timing: remaining key lifetime (k/sec): (4607990/86300)",
                        "replay detection support: Y");
        assertThat(unit.prints("show crypto ipsec sa address"))
                .filteredOn(line -> line.contains("k/sec"))
                .hasSize(2);
    }

    @Test
    void whatDoesNotLimitALifeIsUnlimited() {
        Negotiated.of(unit, 20, SaOptions.DEFAULT.with(Lifetime.endingAfter(120, 0)));
        assertThat(timings()).contains("sa timing: remaining key lifetime (k/sec): (unlimited/120)");
    }

    @Test
    void anSaWithoutAWindowDetectsNoReplay() {
        Negotiated.of(unit, 20, new SaOptions(0, false, DontFragment.COPY));
        assertThat(timings()).doesNotContain("replay detection support: Y");
    }

    @Test
    void theNewestOfSeveralPairsIsTheCurrentOne() {
        var old = Negotiated.of(unit, 20, A_DAY);
        old.out().counters().passed(100);
        var young = Negotiated.of(unit, 20, A_DAY);
        young.out().counters().passed(100);

        assertThat(unit.prints("show crypto ipsec sa"))
                .contains(
                        "    #pkts encaps: 2, #pkts encrypt: 2, #pkts digest 2",
                        "     current outbound spi: "
                                + Integer.toHexString(
                                        young.out().parameters().id().spi()));
    }
}
