// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.gateway.PeerSas.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.sallyport.config.StartupState;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.packet.Ipv4Address;

/** The entries that peers of a dynamic map get. */
final class TemporaryEntriesTest extends NegotiatedBench {
    @Test
    void aTemporaryEntryStandsInFrontAndGoesWithItsMap() {
        var selector = claim("10.9.0.7/32");
        Flow flow = unit.associations().openTemporary("m", 99, PEER, selector).orElseThrow();
        assertThat(unit.drops("10.1.0.1", "10.9.0.7")).isTrue();
        assertThat(unit.claims("10.1.0.1", "10.9.0.8")).isFalse();
        install(flow, 777, 888);
        assertThat(unit.drops("10.1.0.1", "10.9.0.7")).isFalse();
        assertThat(unit.prints("show crypto map tag m"))
                .containsSubsequence(
                        "Crypto Map \"m\" 99 ipsec-isakmp",
                        "        Peer = " + PEER,
                        "        permit ip 10.1.0.0 255.255.255.0 10.9.0.7 255.255.255.255 (hitcnt=0)",
                        "        Current peer: " + PEER);
        assertThat(unit.prints("show crypto ipsec sa")).contains("     PERMIT, flags={}");

        unit.configure(BIND);
        assertThat(unit.claims("10.1.0.1", "10.9.0.7")).isFalse();
        assertThat(unit.inbound()).isEmpty();
        assertThat(unit.associations().openTemporary("m", 98, PEER, selector)).isEmpty();
    }

    @Test
    void anotherGatewayOverTheSameDatabasesKeepsTemporaryEntriesWithTheirSas() {
        Flow first = temporary("10.9.0.7/32");
        install(first, "10.9.0.7/32", 777, 888);
        Flow second = temporary("10.9.0.0/24");
        install(second, "10.9.0.0/24", 778, 889);
        Flow inTheMaking = temporary("10.8.0.0/24");
        assertThat(unit.associations().installInbound(List.of(inbound(inTheMaking, "10.8.0.0/24", 779))))
                .isTrue();
        List<SecurityPolicy> policies = unit.spd.policies().policies();
        Flow unused = temporary("10.7.0.0/24");
        unit.associations().closeTemporary(unused);

        unit.stop();
        unit.start(new StartupState.Loaded(20, List.of()));
        unit.gateway().bindIke(ike);

        assertThat(unit.spd.policies().policies()).as("in the same order, too").isEqualTo(policies);
        assertThat(unit.inbound()).hasSize(3);
        assertThat(unit.drops("10.1.0.1", "10.9.0.7")).isFalse();
        assertThat(unit.drops("10.1.0.1", "10.8.0.1")).isTrue();
        assertThat(ike.ended).isEmpty();
        assertThat(unit.prints("show crypto map tag m")).contains("        Current peer: " + PEER);
        assertThat(temporary("10.6.0.0/24"))
                .as("IKE may hold a flow that has no SAs yet")
                .isNotIn(first, second, inTheMaking, unused);

        unit.associations().closeTemporary(first);
        assertThat(unit.inbound()).hasSize(2);
    }

    @Test
    void aPeerThatTakesWhatAnotherOneHasIsTold() {
        temporary("10.9.0.0/24");
        temporary("10.9.0.0/24"); // the same peer, anew
        assertThat(unit.heard.lines).noneMatch(line -> line.startsWith("402192"));
        unit.associations().openTemporary("m", 99, Ipv4Address.parse("192.0.2.77"), claim("10.9.0.7/32"));
        assertThat(unit.heard.lines)
                .contains(
                        "402192 crypto map m 99: packets of 10.1.0.0/24 -> 10.9.0.7/32 go to 192.0.2.77 from now on, of"
                                + " which " + PEER + " had 10.1.0.0/24 -> 10.9.0.0/24");
    }

    private Flow temporary(String remote) {
        return unit.associations().openTemporary("m", 99, PEER, claim(remote)).orElseThrow();
    }

    @Test
    void aClosedTemporaryEntryTakesItsSasAlong() {
        var selector = claim("10.9.0.7/32");
        Flow flow = unit.associations().openTemporary("m", 99, PEER, selector).orElseThrow();
        install(flow, 777, 888);
        unit.associations().closeTemporary(flow);
        assertThat(unit.inbound()).isEmpty();
        assertThat(unit.claims("10.1.0.1", "10.9.0.7")).isFalse();
    }

    @Test
    void peersThatComeAtOnceFindTheirEntriesInForceWhenTheyAreAnswered() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        Queue<Boolean> inForce = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 40; i++) {
            var selector = claim("10.9.0." + i + "/32");
            var thread = new Thread(() -> unit.associations()
                    .openTemporary("m", 99, PEER, selector)
                    .ifPresent(flow -> inForce.add(unit.gateway().gateway().negotiates(flow))));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(inForce).hasSize(40).containsOnly(true);
        for (int i = 0; i < 40; i++) {
            assertThat(unit.claims("10.1.0.1", "10.9.0." + i)).isTrue();
        }
    }
}
