// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Arguments;
import org.sallyport.config.Line;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/** What {@code show interface} prints: the named interfaces, then the devices that carry packets. */
final class InterfaceListing {
    static final String GRAMMAR = "show interface [<hardware:name>]";

    private final Interfaces interfaces;

    InterfaceListing(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    List<String> render(View view, Arguments arguments) {
        List<String> lines = new ArrayList<>();
        for (Line line : view.configuration().lines(Interfaces.NAMEIF)) {
            String hardware = line.word("hardware");
            boolean wanted = arguments
                    .find("hardware")
                    .map(only -> only.equals(hardware) || only.equals(line.word("if")))
                    .orElse(true);
            if (wanted) {
                named(lines, view, hardware, line.word("if"));
            }
        }
        if (arguments.find("hardware").isEmpty()) {
            for (DeviceStatus device : view.devices()) {
                lines.add("device " + device.name() + " is " + (device.present() ? "present" : "absent"));
                device.details().forEach(detail -> lines.add("  " + detail));
            }
        }
        return lines;
    }

    private void named(List<String> lines, View view, String hardware, String name) {
        String linux = interfaces.linux(hardware);
        Optional<HostInterface> found = view.interfaces().stream()
                .filter(candidate -> candidate.name().equals(linux))
                .findFirst();
        if (found.isEmpty()) {
            lines.add("interface %s \"%s\" is down, line protocol is down".formatted(hardware, name));
            lines.add("  the machine has no interface " + linux);
            return;
        }
        HostInterface host = found.get();
        lines.add("interface %s \"%s\" is %s, line protocol is %s"
                .formatted(
                        hardware,
                        name,
                        host.administrativelyUp() ? "up" : "administratively down",
                        host.administrativelyUp() && host.carrier() ? "up" : "down"));
        lines.add("  Hardware is " + linux
                + (host.hardwareAddress().isEmpty() ? "" : ", address is " + dotted(host.hardwareAddress())));
        host.addresses()
                .forEach(address -> lines.add("  IP address " + address.address() + ", subnet mask "
                        + new Ipv4Address(Ipv4Prefix.mask(address.prefixLength()))));
        lines.add("  MTU " + host.mtu() + " bytes");
        HostInterface.Traffic traffic = host.traffic();
        lines.add("        %d packets input, %d bytes, %d no buffer"
                .formatted(traffic.packetsIn(), traffic.bytesIn(), traffic.droppedIn()));
        lines.add("        %d input errors".formatted(traffic.errorsIn()));
        lines.add("        %d packets output, %d bytes, %d underruns"
                .formatted(traffic.packetsOut(), traffic.bytesOut(), traffic.droppedOut()));
        lines.add("        %d output errors".formatted(traffic.errorsOut()));
    }

    /** Six octets in the PIX's shape: 0004.ac15.c562. */
    private static String dotted(String hardwareAddress) {
        String digits = hardwareAddress.replace(":", "");
        return digits.length() == 12
                ? digits.substring(0, 4) + "." + digits.substring(4, 8) + "." + digits.substring(8)
                : hardwareAddress;
    }
}
