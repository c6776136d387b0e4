// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.sallyport.ipsec.HostInterface.Address;
import org.sallyport.ipsec.HostNetwork;
import org.sallyport.ipsec.HostPlan;
import org.sallyport.ipsec.HostPlan.InterfacePlan;
import org.sallyport.ipsec.HostPlan.RoutePlan;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.packet.PacketBatch;
import org.sallyport.runtime.Threads;

/** What {@link HostWatchTest} lets other programs do to a gateway in a namespace with the interfaces in0 and out0. */
final class GuardScenarios {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final SecurityPolicy CLAIM = TestBed.permit("10.1.0.0/16", "10.2.0.0/16");

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private GuardScenarios() {}

    public static void main(String[] arguments) {
        var scenarios = new GuardScenarios();
        switch (arguments[0]) {
            case "own" -> scenarios.own();
            case "nft" -> scenarios.restored("the nftables rules", arguments[1]);
            case "rule" -> scenarios.restored("rule 5011", arguments[1]);
            case "routes" -> scenarios.restored("table 5011", arguments[1]);
            case "down" -> scenarios.restored("sallyport0", arguments[1]);
            case "network" -> scenarios.network(arguments[1]);
            case "addresses" -> scenarios.addresses();
            case "unreachable" -> scenarios.unreachable();
            case "rivals" -> scenarios.rivals();
            case "same" -> scenarios.same();
            case "stays" -> scenarios.stays();
            case "late" -> scenarios.late();
            case "deleted" -> scenarios.deleted(Integer.parseInt(arguments[1]));
            case "again" -> scenarios.again();
            case "found" -> scenarios.found();
            case "waiting" -> scenarios.waiting();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private LinuxMachine machine(int workers) {
        var surroundings = new LinuxMachine.Surroundings(
                Threads.system(), () -> Instant.parse("2026-11-24T12:31:05.25Z"), line -> {}, warnings::add);
        return LinuxMachine.open("sallyport0", workers, surroundings);
    }

    private static HostPlan plan(Optional<List<SecurityPolicy>> policies, boolean forwarding) {
        return new HostPlan(List.of(), List.of(), policies, Set.of(), forwarding);
    }

    private static void apply(LinuxMachine machine, SecurityPolicy... policies) {
        assertThat(machine.network().apply(plan(Optional.of(List.of(policies)), false)))
                .isEmpty();
    }

    /** All of ours in the kernel, without what tells one loading of rules from another, order of chains included. */
    private static String state() {
        String rules = Namespaces.run("nft", "list", "ruleset")
                .replaceAll("\\bg\\d+\\.", "")
                .replaceAll("packets \\d+ bytes \\d+", "")
                .replaceAll("(?m)^[^\t\n].*\n", "");
        String link = Files.exists(Path.of("/proc/sys/net/ipv4/conf/sallyport0"))
                ? TestBed.ip("-o link show dev sallyport0").replaceAll("^\\d+: ", "")
                : "";
        return Stream.of(rules.split("\n\n"))
                        .map(String::stripTrailing)
                        .sorted()
                        .toList()
                + TestBed.ip("rule show pref 5011")
                + TestBed.ip("route show table all proto 83")
                + link;
    }

    private static void awaitState(String wanted) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!state().equals(wanted) && System.nanoTime() < end) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(state()).isEqualTo(wanted);
    }

    /** After so long the watch has judged whatever came before; nothing it does takes more. */
    private static void rest() {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }

    private void own() {
        try (var machine = machine(1)) {
            for (int i = 0; i < 5; i++) {
                apply(machine, TestBed.permit("10.1.0.0/16", "10." + (20 + i) + ".0.0/16"), CLAIM);
                apply(machine);
            }
            apply(machine, CLAIM);
            rest();
            String rules = Namespaces.run("nft", "list", "ruleset");
            assertThat(rules).contains("g1.p0.s0");
            assertThat(warnings).isEmpty();
            assertThat(machine.network().status().details()).isEmpty();
            apply(machine);
            rest();
            assertThat(Namespaces.run("nft", "list", "ruleset"))
                    .as("what we took away ourselves")
                    .isBlank();
            assertThat(TestBed.ip("rule")).doesNotContain("5011");
        }
    }

    /** @param command of another program; it runs twice, so that the second finds what was restored */
    private void restored(String subject, String command) {
        try (var machine = machine(1)) {
            apply(machine, CLAIM);
            String before = state();
            for (int i = 0; i < 2; i++) {
                Namespaces.run("sh", "-ec", command);
                awaitState(before);
            }
            rest();
            assertThat(warnings).hasSize(1).first().asString().contains("another program changed", subject);
            assertThat(machine.network().status().details())
                    .as("a command of several steps may be answered in several")
                    .anyMatch(line -> line.matches("another program changed " + subject
                            + ", last at 2026-11-24T12:31:05Z; restored [2-9] times"));
            apply(machine);
            assertThat(Namespaces.run("nft", "list", "ruleset")).isBlank();
        }
    }

    private static void applyNetwork(LinuxMachine machine, String... complaints) {
        assertThat(applyRoutes(machine, route("0.0.0.0/0", "198.51.100.2"), route("10.9.0.0/16", "198.51.100.2")))
                .hasSize(complaints.length);
    }

    private static List<String> applyRoutes(LinuxMachine machine, RoutePlan... routes) {
        var address = new Address(Ipv4Address.parse("198.51.100.1"), 24);
        var out = new InterfacePlan("out0", Optional.of(address), Optional.empty(), Optional.of(true));
        return machine.network()
                .apply(new HostPlan(List.of(out), List.of(routes), Optional.of(List.of(CLAIM)), Set.of(500), false));
    }

    private static RoutePlan route(String destination, String gateway) {
        return new RoutePlan("out0", Ipv4Prefix.parse(destination), Ipv4Address.parse(gateway), 1);
    }

    /** Something happens to another link, so that the watch looks. */
    private static void nudge() {
        TestBed.ip("link set in0 mtu 1400");
        rest();
        TestBed.ip("link set in0 mtu 1500");
        rest();
    }

    private void unreachable() {
        try (var machine = machine(1)) {
            assertThat(applyRoutes(machine, route("10.9.0.0/16", "203.0.113.77")))
                    .hasSize(1);
            var looks = new AtomicInteger();
            machine.network().watchLinks(looks::incrementAndGet);
            rest();
            looks.set(0);
            nudge();
            rest();
            assertThat(looks.get()).isBetween(1, 4);
            assertThat(warnings).isEmpty();
            assertThat(machine.network().status().details()).isEmpty();

            TestBed.ip("addr add 203.0.113.1/24 dev out0");
            nudge();
            assertThat(TestBed.ip("route show proto 83")).contains("10.9.0.0/16 via 203.0.113.77");
        }
    }

    private void rivals() {
        try (var machine = machine(1)) {
            applyRoutes(machine, route("10.9.0.0/16", "198.51.100.2"), route("10.9.0.0/16", "198.51.100.3"));
            String before = TestBed.ip("route show proto 83");
            nudge();
            assertThat(TestBed.ip("route show proto 83")).isEqualTo(before);
            assertThat(warnings).isEmpty();
        }
    }

    private void same() {
        TestBed.ip("link set out0 up");
        TestBed.ip("addr add 198.51.100.1/24 dev out0");
        TestBed.ip("route add 10.9.0.0/16 via 198.51.100.2 dev out0 metric 1");
        try (var machine = machine(1)) {
            assertThat(applyRoutes(machine, route("10.9.0.0/16", "198.51.100.2")))
                    .isEmpty();
            nudge();
            assertThat(TestBed.ip("route show 10.9.0.0/16")).doesNotContain("proto 83");
            assertThat(warnings).isEmpty();
        }
    }

    /** What the plan of {@link #applyNetwork} makes of the machine. */
    private static boolean isAsPlanned() {
        List<String> routes =
                TestBed.ip("route show proto 83").lines().map(String::strip).toList();
        return Namespaces.run("sh", "-c", "ip -o addr show dev out0; ip -o link show dev out0; true")
                        .matches("(?s).*inet 198.51.100.1/24 .*<[^>]*\\bUP\\b.*")
                && routes.size() == 2
                && routes.stream().allMatch(route -> route.contains("via 198.51.100.2 dev out0"));
    }

    private static void awaitPlanned() {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!isAsPlanned() && System.nanoTime() < end) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(isAsPlanned())
                .as(TestBed.ip("-o addr") + TestBed.ip("route"))
                .isTrue();
    }

    private void network(String command) {
        try (var machine = machine(1)) {
            applyNetwork(machine);
            assertThat(isAsPlanned()).isTrue();
            rest();
            assertThat(warnings).as("what we did ourselves").isEmpty();
            for (int i = 0; i < 2; i++) {
                Namespaces.run("sh", "-ec", command);
                awaitPlanned();
            }
            rest();
            assertThat(warnings).isNotEmpty().allMatch(line -> line.contains("another program changed"));
        }
    }

    private void addresses() {
        try (var machine = machine(1)) {
            applyNetwork(machine);
            rest();
            for (String change : List.of("add", "del")) {
                var heard = new CountDownLatch(1);
                machine.network().watchLinks(heard::countDown);
                TestBed.ip("addr " + change + " 203.0.113.9/24 dev in0");
                assertThat(heard.await(LIMIT_NANOS, TimeUnit.NANOSECONDS))
                        .as(change)
                        .isTrue();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void stays() {
        try (var machine = machine(1)) {
            applyNetwork(machine);
            TestBed.ip("link set out0 down");
            rest();
            assertThat(TestBed.ip("-o link show dev out0")).contains("state DOWN");
            assertThat(machine.network().status().details()).noneMatch(line -> line.contains("not restored"));
        }
    }

    private void late() {
        TestBed.ip("link del out0");
        try (var machine = machine(1)) {
            applyNetwork(machine, "no such interface", "no interface", "no interface");
            TestBed.ip("link add out0 type veth peer name far0");
            awaitPlanned();
            rest();
            assertThat(machine.device().status().details()).anyMatch(line -> line.contains("198.51.100.1"));
        }
    }

    private void deleted(int workers) {
        try (var machine = machine(workers)) {
            apply(machine, CLAIM);
            String before = state();
            TestBed.ip("link del sallyport0");
            awaitState(before);
            assertThat(machine.device().status().present())
                    .as("%s", machine.device().status())
                    .isTrue();
            assertThat(machine.network().status().details()).anyMatch(line -> line.contains("sallyport0"));
            assertThat(steered(machine, workers))
                    .as("claimed packets that the new TUN gives")
                    .isPositive();
        }
    }

    private static int steered(LinuxMachine machine, int workers) {
        TestBed.ip("addr add 10.1.0.1/32 dev lo");
        TestBed.ip("route add 10.2.0.0/16 dev out0");
        Namespaces.run("sh", "-c", "ping -c 3 -i 0.2 -W 1 -I 10.1.0.1 10.2.0.9; true");
        int packets = 0;
        for (int i = 0; i < workers; i++) {
            var batch = new PacketBatch(64);
            machine.device().queues().get(i).inside().receive(batch);
            packets += batch.size();
        }
        return packets;
    }

    /** Another program that does it again and again meets the guard again and again. */
    private void again() {
        try (var machine = machine(1)) {
            apply(machine, CLAIM);
            String before = state();
            for (int i = 0; i < 20; i++) {
                Namespaces.run("nft", "flush", "ruleset");
                LockSupport.parkNanos(20_000_000);
            }
            awaitState(before);
            assertThat(warnings).as("in the log once in ten seconds").hasSize(1);
        }
    }

    /** The rules of an earlier run, while it is not known yet what shall be claimed. */
    private void found() {
        try (var machine = machine(1)) {
            apply(machine, CLAIM);
        }
        String before = state();
        try (var machine = machine(1)) {
            HostNetwork network = machine.network();
            assertThat(network.apply(plan(Optional.empty(), false))).isEmpty();
            String opened = state();
            assertThat(opened).contains("10.1.0.0 . 10.2.0.0");
            Namespaces.run("nft", "flush", "ruleset");
            awaitState(opened);
            apply(machine, CLAIM);
            apply(machine);
            assertThat(Namespaces.run("nft", "list", "ruleset")).isBlank();
        }
        assertThat(before).contains("10.1.0.0 . 10.2.0.0");
    }

    private void waiting() {
        Namespaces.run("sysctl", "-q", "-w", "net.ipv4.ip_forward=0");
        try (var machine = machine(1)) {
            HostNetwork network = machine.network();
            assertThat(network.apply(plan(Optional.empty(), true)))
                    .containsExactly("nothing is forwarded until it is known what shall be protected");
            assertThat(forwards()).isEqualTo("0");
            assertThat(network.apply(plan(Optional.of(List.of(CLAIM)), true))).isEmpty();
            assertThat(forwards()).isEqualTo("1");
            assertThat(network.apply(plan(Optional.empty(), true)))
                    .as("with rules there")
                    .isEmpty();
        }
    }

    private static String forwards() {
        try {
            return Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
