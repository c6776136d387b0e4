// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Judgement;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.config.TokenType;
import org.sallyport.ike.IkePlan;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.ipsec.HostPlan;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/**
 * The commands {@code nameif}, {@code interface}, {@code ip address} and {@code route}, and what their lines mean.
 *
 * <p>A hardware name is one of the machine's ({@code eth0}), or one of the PIX's ({@code ethernet0}) that a setting maps to
 * one of the machine's.
 */
final class Interfaces {
    static final Setting NAMEIF = Setting.of("nameif <hardware:name> <if:name> <security:security>")
            .help(
                    "Name an interface",
                    "Hardware name",
                    "The name other commands use",
                    "security0 (outside) to security100")
            .order(100)
            .key("nameif <hardware>")
            .clearable("nameif")
            .onRemoval(Interfaces::removeName);

    static final Setting INTERFACE = Setting.of(
                    "interface <hardware:name> {auto|10baset|10full|100basetx|100full|1000sxfull|aui|bnc} [shutdown]")
            .help(
                    "Set an interface's speed and state",
                    "Hardware name",
                    "Line speed; Linux chooses it",
                    "Switch it off")
            .order(400)
            .key("interface <hardware>")
            .clearable("interface");

    static final Setting ADDRESS = Setting.of("ip address <if:name> <ip:ip> [<mask:mask>]")
            .help("IP", "Set an interface's address", "Name of the interface", "Its address", "Its netmask")
            .order(420)
            .key("ip address <if>")
            .removable("ip address <if> <ip>")
            .clearable("ip address")
            .written(Interfaces::withMask)
            .onEntry(Interfaces::enterAddress);

    static final Setting ROUTE = Setting.of("route <if:name> <net:ip> <mask:mask> <gateway:ip> [<metric:1-255>]")
            .help(
                    "Add a static route",
                    "Name of the interface it leaves through",
                    "Destination network",
                    "Its netmask",
                    "Next hop",
                    "Metric, 1 unless given")
            .order(500)
            .removable("route <if> <net> <mask> <gateway>", "route <if> <net> <mask>")
            .clearable("route")
            .showable("route")
            .written(line -> line.arguments().find("metric").isPresent() ? line.text() : line.text() + " 1")
            .onEntry(Interfaces::enterRoute);

    /** The word {@code security0} to {@code security100}. */
    static final TokenType SECURITY = new TokenType() {
        @Override
        public String name() {
            return "security";
        }

        @Override
        public Judgement judge(String word) {
            boolean valid = word.matches("security\\d{1,3}") && Integer.parseInt(word.substring(8)) <= 100;
            return valid
                    ? new Judgement.Valid(word)
                    : new Judgement.Invalid("\"" + word + "\" is not a security level: security0 to security100");
        }
    };

    private static final String LINUX_NAME = "[A-Za-z0-9_.:@+-]{1,15}";

    private final Map<String, String> hardware;

    /** @param hardware which Linux interface a PIX hardware name stands for */
    Interfaces(Map<String, String> hardware) {
        this.hardware = Map.copyOf(hardware);
    }

    List<Command> commands() {
        return List.of(NAMEIF.onEntry(this::enterName), INTERFACE, ADDRESS, ROUTE);
    }

    /** The machine's name of an interface that {@code nameif} names. */
    Optional<String> linuxName(Configuration configuration, String name) {
        return configuration.lines(NAMEIF).stream()
                .filter(line -> line.word("if").equals(name))
                .findFirst()
                .map(line -> linux(line.word("hardware")));
    }

    /** The machine's name behind a hardware name. */
    String linux(String hardwareName) {
        return hardware.getOrDefault(hardwareName, hardwareName);
    }

    static boolean isNamed(Configuration configuration, String name) {
        return configuration.lines(NAMEIF).stream()
                .anyMatch(line -> line.word("if").equals(name));
    }

    /** The configured address of an interface. */
    static Optional<HostInterface.Address> address(Configuration configuration, String name) {
        return configuration.lines(ADDRESS).stream()
                .filter(line -> line.word("if").equals(name))
                .findFirst()
                .map(Interfaces::address);
    }

    /** The addresses of all interfaces that have one. */
    static List<IkePlan.End> addresses(Configuration configuration) {
        return configuration.lines(ADDRESS).stream()
                .map(line -> new IkePlan.End(line.word("if"), address(line).address()))
                .toList();
    }

    /** What a line {@code ip address} says. */
    static HostInterface.Address address(Line line) {
        return new HostInterface.Address(Ipv4Address.parse(line.word("ip")), prefixLength(line));
    }

    private static int prefixLength(Line address) {
        if (address.arguments().find("mask").isPresent()) {
            return Integer.bitCount(address.arguments().ipv4("mask"));
        }
        int first = address.arguments().ipv4("ip") >>> 24; // without a mask: the address's class, as on the PIX
        return first < 128 ? 8 : first < 192 ? 16 : 24;
    }

    /** What the configuration wants of the machine's interfaces. */
    List<HostPlan.InterfacePlan> plan(Configuration configuration) {
        return configuration.lines(NAMEIF).stream()
                .map(line -> new HostPlan.InterfacePlan(
                        linux(line.word("hardware")),
                        address(configuration, line.word("if")),
                        Optional.empty(),
                        up(configuration, line.word("hardware"))))
                .toList();
    }

    private static Optional<Boolean> up(Configuration configuration, String hardwareName) {
        return configuration.lines(INTERFACE).stream()
                .filter(line -> line.word("hardware").equals(hardwareName))
                .findFirst()
                .map(line -> !line.has("shutdown"));
    }

    /** The name that {@code nameif} gives one of the machine's interfaces; that of the machine if it gives none. */
    String named(Configuration configuration, String linuxName) {
        return configuration.lines(NAMEIF).stream()
                .filter(line -> linux(line.word("hardware")).equals(linuxName))
                .findFirst()
                .map(line -> line.word("if"))
                .orElse(linuxName);
    }

    /** What the configuration wants of the machine's routes. */
    List<HostPlan.RoutePlan> routes(Configuration configuration) {
        return configuration.lines(ROUTE).stream()
                .filter(line -> linuxName(configuration, line.word("if")).isPresent())
                .map(line -> new HostPlan.RoutePlan(
                        linuxName(configuration, line.word("if")).orElseThrow(),
                        prefix(line),
                        Ipv4Address.parse(line.word("gateway")),
                        line.arguments().find("metric").map(Integer::parseInt).orElse(1)))
                .toList();
    }

    private static Ipv4Prefix prefix(Line line) {
        return new Ipv4Prefix(
                Ipv4Address.parse(line.word("net")),
                Integer.bitCount(line.arguments().ipv4("mask")));
    }

    private Change enterName(Configuration before, Line line) {
        String linux = linux(line.word("hardware"));
        if (!linux.matches(LINUX_NAME)) {
            return Change.refused("\"" + linux + "\" cannot be the name of an interface");
        }
        for (Line other : before.lines(NAMEIF)) {
            boolean sameHardware = other.word("hardware").equals(line.word("hardware"));
            if (!sameHardware && linux(other.word("hardware")).equals(linux)) {
                return Change.refused(line.word("hardware") + " and " + other.word("hardware")
                        + " are the same interface of this machine, " + linux);
            }
            if (!sameHardware && other.word("if").equals(line.word("if"))) {
                return Change.refused(
                        "interface name \"" + line.word("if") + "\" is already used for " + other.word("hardware"));
            }
            if (sameHardware && !other.word("if").equals(line.word("if"))) {
                Optional<String> user = user(before, other.word("if"));
                if (user.isPresent()) {
                    return Change.refused(
                            "interface name \"" + other.word("if") + "\" is in use by \"" + user.get() + "\"");
                }
            }
        }
        return Change.of(line);
    }

    private static Change removeName(Configuration before, List<Line> removed) {
        for (Line line : removed) {
            boolean stays = before.lines(NAMEIF, "if", line.word("if")).stream()
                    .anyMatch(other -> !removed.contains(other)); // the line was refused: another has the name
            Optional<String> user = user(before, line.word("if"));
            if (!stays && user.isPresent()) {
                return Change.refused("interface name \"" + line.word("if") + "\" is in use by \"" + user.get() + "\"");
            }
        }
        return Change.none();
    }

    private static Optional<String> user(Configuration before, String name) {
        return before.lines().stream()
                .filter(line -> !line.setting().equals(NAMEIF.grammar())) // any command that names interfaces says <if>
                .filter(line -> line.arguments().words("if").contains(name) || Translations.isAt(line, name))
                .findFirst()
                .map(Line::masked);
    }

    /** Two interfaces in one network: it could not be said which one a packet leaves through. */
    private static Optional<String> overlap(Configuration before, Line line) {
        return before.lines(ADDRESS).stream()
                .filter(other -> !other.word("if").equals(line.word("if")))
                .filter(other -> network(other).overlaps(network(line)))
                .findFirst()
                .map(other ->
                        "the networks of interfaces " + line.word("if") + " and " + other.word("if") + " overlap");
    }

    private static Ipv4Prefix network(Line line) {
        HostInterface.Address own = address(line);
        int mask = Ipv4Prefix.mask(own.prefixLength());
        return new Ipv4Prefix(new Ipv4Address(own.address().value() & mask), own.prefixLength());
    }

    private static String withMask(Line address) {
        return address.arguments().find("mask").isPresent()
                ? address.text()
                : address.text() + " " + new Ipv4Address(Ipv4Prefix.mask(prefixLength(address)));
    }

    private static Change enterAddress(Configuration before, Line line) {
        if (!isNamed(before, line.word("if"))) {
            return notDefined(line);
        }
        HostInterface.Address own = address(line);
        if (own.prefixLength() == 0) {
            return Change.refused("Invalid netmask " + line.word("mask"));
        }
        return HostAddresses.complaint(own.address())
                .or(() -> overlap(before, line))
                .or(() -> HostAddresses.complaint(own.address(), own))
                .or(() -> before.lines(CryptoMaps.SET_PEER, "peer", line.word("ip")).stream()
                        .findFirst()
                        .map(peer -> line.word("ip") + " is the peer of " + CryptoMaps.quoted(peer)))
                .map(Change::refused)
                .orElseGet(() -> Change.of(line));
    }

    private static Change enterRoute(Configuration before, Line line) {
        if (!isNamed(before, line.word("if"))) {
            return notDefined(line);
        }
        if ((line.arguments().ipv4("net") & ~line.arguments().ipv4("mask")) != 0) {
            return Change.refused("Network, mask <%s, %s> doesn't pair".formatted(line.word("net"), line.word("mask")));
        }
        Optional<String> complaint = HostAddresses.complaintAboutOther(before, Ipv4Address.parse(line.word("gateway")));
        if (complaint.isPresent()) {
            return Change.refused(complaint.get());
        }
        return before.lines(ROUTE).stream().anyMatch(other -> other.text().equals(line.text()))
                ? Change.refused("Route already exists")
                : Change.of(line);
    }

    static Change notDefined(Line line) {
        return Change.refused("interface name \"" + line.word("if") + "\" not defined");
    }
}
