// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.HostInterface;
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
import org.sallyport.runtime.World;

/** What {@link HostNetworkTest} lets happen in a namespace with the interfaces in0 and out0. */
final class PlanScenarios {
    private final LinuxMachine machine;
    private final HostNetwork network;

    private PlanScenarios(LinuxMachine machine) {
        this.machine = machine;
        this.network = machine.network();
    }

    public static void main(String[] arguments) {
        try (var machine = LinuxMachine.open("sallyport0", 1, Threads.system(), line -> {})) {
            var scenarios = new PlanScenarios(machine);
            switch (arguments[0]) {
                case "interfaces" -> scenarios.interfaces();
                case "routes" -> scenarios.routes();
                case "twice" -> scenarios.twice();
                case "complaints" -> scenarios.complaints();
                case "refused" -> scenarios.refused();
                case "growing" -> scenarios.growing();
                case "absent" -> scenarios.absent();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    private static HostPlan plan(List<InterfacePlan> interfaces, List<RoutePlan> routes) {
        return new HostPlan(interfaces, routes, Optional.empty(), Set.of(), false);
    }

    private static InterfacePlan port(String name, String address, int length) {
        return new InterfacePlan(
                name,
                Optional.of(new Address(Ipv4Address.parse(address), length)),
                Optional.of(1300),
                Optional.of(true));
    }

    private static RoutePlan route(String destination, String gateway) {
        return new RoutePlan("out0", Ipv4Prefix.parse(destination), Ipv4Address.parse(gateway), 1);
    }

    private HostInterface found(String name) {
        return network.interfaces().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> addresses(String name) {
        return found(name).addresses().stream()
                .map(address -> address.address() + "/" + address.prefixLength())
                .toList();
    }

    private void interfaces() {
        TestBed.ip("addr add 10.9.9.9/24 dev in0");
        assertThat(network.apply(plan(List.of(port("in0", "10.1.0.1", 16)), List.of())))
                .isEmpty();

        assertThat(addresses("in0")).containsExactlyInAnyOrder("10.9.9.9/24", "10.1.0.1/16");
        assertThat(TestBed.ip("addr show in0")).contains("10.1.0.1/16 brd 10.1.255.255");
        HostInterface in = found("in0");
        assertThat(in.mtu()).isEqualTo(1300);
        assertThat(in.administrativelyUp() && in.carrier()).isTrue();
        assertThat(in.hardwareAddress()).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
        assertThat(found("lo").hardwareAddress()).isEmpty();

        assertThat(network.apply(plan(List.of(port("in0", "10.1.0.2", 16)), List.of())))
                .isEmpty();
        assertThat(addresses("in0")).containsExactlyInAnyOrder("10.9.9.9/24", "10.1.0.2/16");

        var off = new InterfacePlan("in0", Optional.empty(), Optional.empty(), Optional.of(false));
        assertThat(network.apply(plan(List.of(off), List.of()))).isEmpty();
        assertThat(addresses("in0")).containsExactly("10.9.9.9/24");
        assertThat(found("in0").administrativelyUp()).isFalse();
    }

    private void routes() {
        var ports = List.of(port("out0", "192.0.2.1", 24));
        assertThat(network.apply(
                        plan(ports, List.of(route("10.2.0.0/16", "192.0.2.2"), route("0.0.0.0/0", "192.0.2.2")))))
                .isEmpty();
        TestBed.ip("route add 10.8.0.0/16 via 192.0.2.8");
        assertThat(TestBed.ip("route"))
                .contains("default via 192.0.2.2 dev out0 proto 83 metric 1")
                .contains("10.2.0.0/16 via 192.0.2.2 dev out0 proto 83 metric 1");

        assertThat(network.apply(plan(ports, List.of(route("10.2.0.0/16", "192.0.2.3")))))
                .isEmpty();
        assertThat(TestBed.ip("route"))
                .contains("10.2.0.0/16 via 192.0.2.3")
                .contains("10.8.0.0/16 via 192.0.2.8")
                .doesNotContain("default", "10.2.0.0/16 via 192.0.2.2");

        TestBed.ip("route add 10.3.0.0/16 via 192.0.2.4 metric 1");
        assertThat(network.apply(plan(ports, List.of(route("10.3.0.0/16", "192.0.2.4")))))
                .as("the very route is there already")
                .isEmpty();
        assertThat(network.apply(plan(ports, List.of(route("10.3.0.0/16", "192.0.2.5")))))
                .containsExactly("route 10.3.0.0/16 192.0.2.5: Another one exists already");
        assertThat(network.apply(plan(ports, List.of()))).isEmpty();
        assertThat(TestBed.ip("route show proto 83")).isBlank();
    }

    private void twice() {
        var policies = List.of(TestBed.permit("10.1.0.0/16", "10.2.0.0/16"));
        var plan = new HostPlan(
                List.of(port("in0", "10.1.0.1", 16), port("out0", "192.0.2.1", 24)),
                List.of(route("10.2.0.0/16", "192.0.2.2")),
                Optional.of(policies),
                Set.of(),
                true);
        assertThat(network.apply(plan)).isEmpty();
        String before = state();
        assertThat(before)
                .contains("g1.p0.s0")
                .contains("default dev sallyport0")
                .contains("blackhole default");
        assertThat(found("sallyport0").mtu()).isEqualTo(9_216);
        assertThat(TestBed.ip("link show dev sallyport0")).contains("qlen 4096");
        assertThat(machine.device().status().details()).contains("ESP and AH for 192.0.2.1");

        assertThat(network.apply(plan)).isEmpty();
        assertThat(state()).isEqualTo(before);

        Namespaces.run("nft", "delete", "table", "inet", "sallyport");
        assertThat(network.apply(plan)).isEmpty();
        assertThat(state()).as("mended").isEqualTo(before);

        var unbound =
                new HostPlan(plan.interfaces(), plan.routes(), Optional.of(List.<SecurityPolicy>of()), Set.of(), true);
        assertThat(network.apply(unbound)).isEmpty();
        assertThat(Namespaces.run("nft", "list", "ruleset")).isBlank();
        assertThat(TestBed.ip("rule")).doesNotContain("5011");
        assertThat(TestBed.ip("route")).contains("10.2.0.0/16 via 192.0.2.2");
        assertThat(machine.device().status().details())
                .as("no socket is left")
                .noneMatch(line -> line.startsWith("ESP"));
    }

    private static String state() {
        return Namespaces.run("nft", "list", "ruleset")
                + TestBed.ip("rule")
                + TestBed.ip("route show table all proto 83")
                + TestBed.ip("-4 addr");
    }

    private void complaints() {
        List<String> complaints = network.apply(plan(
                List.of(port("eth7", "10.7.0.1", 16), port("out0", "192.0.2.1", 24)),
                List.of(route("10.4.0.0/16", "203.0.113.1"), route("10.2.0.0/16", "192.0.2.2"))));

        assertThat(complaints)
                .containsExactly("eth7: no such interface", "route 10.4.0.0/16 203.0.113.1: Network is unreachable");
        assertThat(addresses("out0")).containsExactly("192.0.2.1/24");
        assertThat(TestBed.ip("route")).contains("10.2.0.0/16 via 192.0.2.2");
    }

    private static SecurityPolicy policy(String name, String destination) {
        var entries = TestBed.permit("10.1.0.0/16", destination).entries();
        return new SecurityPolicy(name, entries);
    }

    private static HostPlan claiming(SecurityPolicy... policies) {
        return new HostPlan(List.of(), List.of(), Optional.of(List.of(policies)), Set.of(), false);
    }

    private static String rules() {
        return Namespaces.run("nft", "list", "ruleset");
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("nft");
            folder.toFile().deleteOnExit();
            folder.resolve("nft").toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An nft that takes no rules about 66.66.0.0/16. */
    private static HostNetwork network(Path folder) {
        try {
            Path program = Files.writeString(folder.resolve("nft"), """
                    #!/bin/sh
                    script=$(cat)
                    case "$script" in *66.66.*) echo "no room" >&2; exit 1;; esac
                    printf '%s\\n' "$script" | nft "$@"
                    """);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
            return new LinuxHostNetwork(
                    "sallyport0",
                    DeviceStatus.present("linux", List.of()),
                    new Nft(program.toString(), Threads.system()),
                    (addresses, ports) -> List.of(),
                    new RefusedPackets(Threads.system(), line -> {}),
                    new ForeignChanges(World.wallClock(), line -> {}),
                    line -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refused() {
        Path folder = folder();
        HostNetwork picky = network(folder);
        SecurityPolicy refused = policy("out0", "66.66.0.0/16");

        assertThat(picky.refusal(List.of(policy("in0", "10.3.0.0/16"), refused)))
                .contains("nft: no room");
        assertThat(picky.refusal(List.of(policy("out0", "10.3.0.0/16")))).isEmpty();
        assertThat(rules()).isBlank();

        assertThat(picky.apply(claiming(policy("in0", "10.3.0.0/16"), refused)))
                .containsExactly("out0: nft: no room; nothing is forwarded there in clear");
        assertThat(rules())
                .contains("10.1.0.0 . 10.3.0.0", "oifname \"in0\" jump")
                .contains("oifname \"out0\" counter name \"leak.out0\" drop")
                .contains("iifname \"out0\" goto g1.drop.clear_text.out0");

        assertThat(picky.apply(claiming(policy("in0", "10.3.0.0/16"), policy("out0", "10.4.0.0/16"))))
                .isEmpty();
        assertThat(rules()).doesNotContain("oifname \"out0\" counter");

        assertThat(picky.apply(claiming(policy("in0", "10.5.0.0/16"), refused)))
                .containsExactly("out0: nft: no room; its rules were left as they were");
        assertThat(rules()).contains("10.1.0.0 . 10.5.0.0", "10.1.0.0 . 10.4.0.0");

        String before = rules();
        assertThat(network(folder).apply(claiming(policy("in0", "10.7.0.0/16"), refused)))
                .as("of a process that knows no former policy")
                .containsExactly("nft: no room; what depends on the rules was left as it was");
        assertThat(rules()).isEqualTo(before);
    }

    private void growing() {
        SecurityPolicy one = policy("out0", "10.2.0.0/16");
        assertThat(network.apply(claiming(one))).isEmpty();
        String before = rules();
        assertThat(before).contains("10.1.0.0 . 10.2.0.0").contains("g1.p0.s0");

        SecurityPolicy two = new SecurityPolicy("out0", both(policy("out0", "10.5.0.0/16"), one));
        assertThat(network.apply(claiming(two))).isEmpty();
        assertThat(rules())
                .as("the same rules")
                .contains("10.1.0.0 . 10.2.0.0", "10.1.0.0 . 10.5.0.0", "g1.p0.s0")
                .doesNotContain("g2.");

        assertThat(network.apply(claiming(one))).isEmpty();
        assertThat(rules()).doesNotContain("10.5.0.0").contains("g2.p0.s0").doesNotContain("g1.");

        Namespaces.run("nft", "delete", "table", "inet", "sallyport");
        assertThat(network.apply(claiming(two))).isEmpty();
        assertThat(rules()).as("there was nothing to add to").contains("10.1.0.0 . 10.2.0.0", "10.1.0.0 . 10.5.0.0");
    }

    private static List<SecurityPolicy.Entry> both(SecurityPolicy first, SecurityPolicy second) {
        var entries = new ArrayList<>(first.entries());
        entries.addAll(second.entries());
        return entries;
    }

    private void absent() {
        var batch = new PacketBatch(4);
        Device.Queue queue = machine.device().queues().get(0);
        queue.inside().receive(batch);
        assertThat(batch.isEmpty()).isTrue();
        assertThat(queue.outside().send(batch)).isZero();
        queue.wakeUp();
        queue.await(10_000);
        assertThat(machine.device().status().present()).isFalse();
        assertThat(network.status().present()).isFalse();
        assertThat(network.apply(HostPlan.NOTHING)).isEqualTo(network.status().details());
        assertThat(network.guardCounts()).isEmpty();
        assertThat(network.interfaces()).extracting(HostInterface::name).contains("lo");
        network.release();
        System.out.println(
                machine.device().status().details() + " " + network.status().details());
    }
}
