// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.HostInterface.Address;
import org.sallyport.ipsec.HostPlan;
import org.sallyport.ipsec.HostPlan.InterfacePlan;
import org.sallyport.ipsec.HostPlan.RoutePlan;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.runtime.Threads;

/**
 * A gateway that protects nothing: it applies its plan, reads what is steered into its device, and drops it. So whatever
 * reaches the other side got there in clear. Runs until its input ends, or until it is killed.
 */
final class Gateway {
    private static final int REPLACEMENTS = 100;

    private Gateway() {}

    public static void main(String[] arguments) throws Exception {
        try (var machine = LinuxMachine.open("sallyport0", 1, Threads.system(), line -> {})) {
            List<String> complaints = machine.network().apply(plan(0));
            System.out.println(complaints.isEmpty() ? "ready" : complaints.toString());
            if (arguments.length > 0) {
                for (int i = 1; i <= REPLACEMENTS; i++) { // other rules every time, the same claim
                    complaints = new ArrayList<>(machine.network().apply(plan(i)));
                }
                System.out.println("replaced " + complaints);
            }
            while (System.in.read() >= 0) {
                if (arguments.length == 0) {
                    machine.network().release();
                    System.out.println("released");
                }
            }
        }
    }

    /** Hosts of 10.1.0.0/16 behind in0, peers behind out0; 10.1/16 to 10.2/16 is claimed. */
    static HostPlan plan(int variant) {
        var elements = new ArrayList<SecurityPolicy.Element>();
        elements.add(permit("10.1.0.0/16", "10.2.0.0/16"));
        for (int i = 0; i < variant; i++) {
            elements.add(permit("10.1.0.0/16", "10." + (20 + i % 200) + "." + i / 200 + ".0/24"));
        }
        return new HostPlan(
                List.of(port("in0", "10.1.0.1", 16), port("out0", "192.0.2.1", 24)),
                List.of(new RoutePlan("out0", Ipv4Prefix.parse("10.2.0.0/16"), Ipv4Address.parse("192.0.2.2"), 1)),
                Optional.of(List.of(new SecurityPolicy("out0", List.of(new SecurityPolicy.Entry(elements))))),
                Set.of(),
                true);
    }

    private static InterfacePlan port(String name, String address, int length) {
        return new InterfacePlan(
                name,
                Optional.of(new Address(Ipv4Address.parse(address), length)),
                Optional.empty(),
                Optional.of(true));
    }

    private static SecurityPolicy.Element permit(String source, String destination) {
        var selector = new TrafficSelector(Ipv4Prefix.parse(source), Ipv4Prefix.parse(destination));
        return new SecurityPolicy.Element(true, selector, new Flow("map", 10, 0));
    }
}
