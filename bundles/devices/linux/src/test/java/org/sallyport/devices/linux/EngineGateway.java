// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.engine.EngineComponent;
import org.sallyport.esp.Esp;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.HostInterface.Address;
import org.sallyport.ipsec.HostPlan;
import org.sallyport.ipsec.HostPlan.InterfacePlan;
import org.sallyport.ipsec.HostPlan.RoutePlan;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.Spd;
import org.sallyport.ipsec.SpdSnapshot;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.World;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.Secret;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.internal.Registry;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.hmacsha1.HmacSha1;

/**
 * One of two gateways that protect all between 10.1.0.0/16 and 10.2.0.0/16: device and engine, composed by constructors.
 * Answers every byte of its input with a line: what the path carries, the drops, and how often links changed.
 */
final class EngineGateway {
    private static final Flow FLOW = new Flow("m", 10, 0);
    private static final String LEFT = "192.0.2.1";
    private static final String RIGHT = "198.51.100.1";

    private EngineGateway() {}

    /** Words: left or right, then esp or udp, then net or any, which is what the policy says of the other side. */
    public static void main(String[] words) throws Exception {
        boolean left = words[0].equals("left");
        Optional<UdpPorts> udp = words[1].equals("udp") ? Optional.of(new UdpPorts(4500, 4500)) : Optional.empty();
        var registry = new Registry(World.ticker(), Threads.system());
        for (Transform transform : List.of(new AesCbc(), new HmacSha1())) {
            registry.add(transform, TransformDescription.of(transform));
            registry.doWork();
        }
        TrafficSelector selector = selector(left, words[2].equals("any"));
        var policy = new SecurityPolicy(
                "out0", List.of(new SecurityPolicy.Entry(List.of(new SecurityPolicy.Element(true, selector, FLOW)))));
        var out = new OutboundSa(sa(left, left, udp, selector), 0);
        Sad sad = Sad.create();
        sad.change(none ->
                new SadSnapshot(List.of(new InboundSa(sa(left, !left, udp, selector.reversed()), 0)), List.of(out)));
        Spd spd = Spd.create();
        spd.replace(new SpdSnapshot(List.of(policy)));
        try (var machine = LinuxMachine.open("sallyport0", 1, Threads.system(), line -> {})) {
            List<String> complaints = machine.network().apply(plan(left, policy, udp.isPresent()));
            var engine = new EngineComponent(sad, spd, registry, World.entropy(), World.ticker(), Threads.system());
            engine.bindProtocol(new Esp());
            engine.bindDevice(machine.device());
            var links = new AtomicInteger();
            machine.network().watchLinks(links::incrementAndGet);
            System.out.println(complaints.isEmpty() ? "ready" : complaints.toString());
            while (System.in.read() >= 0) {
                System.out.println(out.pathMtu().outer() + " " + sad.drops().snapshot() + " " + links);
            }
            engine.deactivate();
        }
    }

    private static TrafficSelector selector(boolean left, boolean any) {
        var own = Ipv4Prefix.parse(left ? "10.1.0.0/16" : "10.2.0.0/16");
        var other = Ipv4Prefix.parse(left ? "10.2.0.0/16" : "10.1.0.0/16");
        return any ? new TrafficSelector(Ipv4Prefix.ALL, Ipv4Prefix.ALL) : new TrafficSelector(own, other);
    }

    private static SaParameters sa(boolean left, boolean toRight, Optional<UdpPorts> udp, TrafficSelector selector) {
        int spi = toRight ? 0x1000 : 0x1001;
        return new SaParameters(
                new SaId(Ipv4Address.parse(toRight ? RIGHT : LEFT), IpProtocol.ESP, spi),
                new SaEnds(
                        Ipv4Address.parse(left ? LEFT : RIGHT),
                        Ipv4Address.parse(left ? RIGHT : LEFT),
                        Mode.TUNNEL,
                        udp),
                selector,
                new SaAlgorithms(
                        Optional.of(AlgorithmId.encryption("aes-cbc")),
                        Optional.of(AlgorithmId.integrity("hmac-sha1"))),
                new SaKeys(Secret.of(new byte[16]), Secret.of(new byte[20])),
                SaOptions.DEFAULT,
                SaNesting.NONE,
                FLOW,
                true,
                spi);
    }

    private static HostPlan plan(boolean left, SecurityPolicy policy, boolean udp) {
        return new HostPlan(
                List.of(port("in0", left ? "10.1.0.1" : "10.2.0.1", 16), port("out0", left ? LEFT : RIGHT, 24)),
                List.of(new RoutePlan(
                        "out0",
                        Ipv4Prefix.parse("0.0.0.0/0"),
                        Ipv4Address.parse(left ? "192.0.2.254" : "198.51.100.254"),
                        1)),
                Optional.of(List.of(policy)),
                udp ? Set.of(4500) : Set.of(),
                true);
    }

    private static InterfacePlan port(String name, String address, int length) {
        return new InterfacePlan(
                name,
                Optional.of(new Address(Ipv4Address.parse(address), length)),
                Optional.empty(),
                Optional.of(true));
    }
}
