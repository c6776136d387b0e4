// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many flows of one strongSwan are wanted at the same moment: it keeps the state of three exchanges, and all tunnels come up. */
@Timeout(180)
final class ManyFlowsIT {
    private static final int FLOWS = 40;

    /** An address of the peer itself: strongSwan makes routes for nothing else. */
    private static final String BEHIND_B = "10.2.0.1";

    private static final Pattern RECEIVED = Pattern.compile("(\\d+) packets transmitted, (\\d+) received");

    private Peers peers;

    @AfterEach
    void stop() {
        if (peers != null) {
            peers.close();
        }
    }

    private static String host(int flow) {
        return "10.1.0." + (101 + flow);
    }

    /** Pings from all hosts at once. @return how many answers each got */
    private List<Integer> pings(int count) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        List<Path> logs = new ArrayList<>();
        for (int i = 0; i < FLOWS; i++) {
            Path log = peers.folder.resolve("ping-" + i);
            Process ping = peers.network
                    .hostA
                    .command("ping", "-nqI", host(i), "-c", "" + count, "-i", "0.2", "-W", "2", BEHIND_B)
                    .start(log);
            Leftovers.note(ping);
            processes.add(ping);
            logs.add(log);
        }
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < FLOWS; i++) {
            processes.get(i).waitFor();
            Matcher matcher = RECEIVED.matcher(Files.readString(logs.get(i)));
            answers.add(matcher.find() ? Integer.parseInt(matcher.group(2)) : 0);
        }
        return answers;
    }

    @Test
    void allOfThemComeUp() throws Exception {
        Archive.needsRoot();
        Network network = Network.counting("sp" + ProcessHandle.current().pid() % 10_000);
        List<String> list = new ArrayList<>();
        for (int i = 0; i < FLOWS; i++) {
            network.hostA.ip("addr add " + host(i) + "/24 dev eth0");
            list.add("access-list many permit ip host %s host %s".formatted(host(i), BEHIND_B));
        }
        peers = new Peers(network, Network.OUTSIDE_A, Network.OUTSIDE_B);
        peers.type(list);
        peers.agree(
                peers.settings("3des-sha1-modp1024", "3des-sha1"),
                "3des sha 2",
                "esp-3des esp-sha-hmac",
                "match address many");
        pings(20);
        assertThat(pings(5))
                .as("%s", peers.explanation())
                .hasSize(FLOWS)
                .allMatch(answers -> answers == 5, "all answers");
        assertThat(peers.ours.show("show isakmp stats")).contains("pairs of IPsec SAs: " + FLOWS);
        assertThat(peers.ours.show("show crypto isakmp failures")).isBlank();
        assertThat(network.counted().get("leaked")).isZero();
    }
}
