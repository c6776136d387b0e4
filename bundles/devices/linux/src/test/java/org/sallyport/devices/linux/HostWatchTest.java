// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other programs do to what is ours in the kernel, in a namespace of its own: see {@link GuardScenarios}. */
class HostWatchTest {
    private static void play(String... words) {
        try (var namespaces = new Namespaces("n", "m")) {
            namespaces.cable("n", "in0", "m", "eth0");
            namespaces.cable("n", "out0", "m", "eth1");
            namespaces.java("n", GuardScenarios.class, words);
        }
    }

    @Test
    void whatWeExchangeOrTakeAwayOurselvesIsNotRestored() {
        play("own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nft flush ruleset",
                "nft delete table inet sallyport",
                "nft flush table inet sallyport",
                "nft flush chain inet sallyport guard_forward",
                "nft insert rule inet sallyport guard_forward accept",
                "nft 'flush ruleset; add table inet sallyport; add chain inet sallyport guard_forward'",
                "for set in $(nft list sets inet | sed -n 's/.*set \\(g[^ ]*\\) {/\\1/p'); do nft flush set inet sallyport $set; done"
            })
    void rulesThatAnotherProgramChangesAreRestored(String command) {
        play("nft", command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ip rule flush", "ip rule del pref 5011"})
    void theRuleForClaimedPacketsIsRestored(String command) {
        play("rule", command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ip route flush table 5011", "ip route del blackhole default table 5011 metric 4096"})
    void theirRoutesAreRestored(String command) {
        play("routes", command);
    }

    /** Down and up, a driver that starts anew, another program, a link that is made again: what is configured holds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip link set out0 down; ip link set out0 up",
                "ip addr flush dev out0",
                "ip route flush proto 83",
                "ip route del 10.9.0.0/16",
                "ip link del out0; ip link add out0 type veth peer name far0",
                "ip link del out0; ip link add new0 type veth peer name far0; sleep 0.3; ip link set new0 name out0"
            })
    void addressesAndRoutesThatWentAreRestored(String command) {
        play("network", command);
    }

    @Test
    void whoWatchesTheLinksHearsOfAddressesThatComeAndGo() {
        play("addresses");
    }

    @Test
    void whatTheKernelRefusesIsNotTriedAgainAndAgain() {
        play("unreachable");
    }

    @Test
    void ofTwoRoutesForOneDestinationOneStays() {
        play("rivals");
    }

    @Test
    void aRouteThatSomebodyElseMadeAsPlannedIsNoChange() {
        play("same");
    }

    @Test
    void anInterfaceThatIsSetDownStaysDown() {
        play("stays");
    }

    @Test
    void anInterfaceThatComesLateGetsWhatIsPlannedForIt() {
        play("late");
    }

    @Test
    void aTunThatIsSetDownGoesUpAgain() {
        play("down", "ip link set sallyport0 down");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void aTunThatIsDeletedIsMadeAgainWithAllItsQueues(String workers) {
        play("deleted", workers);
    }

    @Test
    void aProgramThatFlushesAgainAndAgainFillsNoLog() {
        play("again");
    }

    @Test
    void rulesOfAnEarlierRunAreRestoredToo() {
        play("found");
    }

    @Test
    void nothingIsForwardedBeforeItIsKnownWhatToProtect() {
        play("waiting");
    }
}
