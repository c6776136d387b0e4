// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sallyport.ipsec.Decision;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.SpdSnapshot;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/**
 * What it costs to ask policy about a packet, without a flow cache: every packet is of another flow, and all are claimed.
 *
 * <p>Rule {@code i} protects what 10.x.y.0/24 sends to 172.16.0.0/12, where x.y is i.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SpdBenchmark {
    private static final int FLOWS = 1 << 16;
    private static final int SITE_BITS = 8;
    private static final int REMOTE_BITS = 20;
    private static final int FROM = Ipv4Address.parse("10.0.0.0").value();
    private static final int TO = Ipv4Address.parse("172.16.0.0").value();

    /** How many rules there are. */
    @Param({"1", "10000"})
    int rules;

    /** Whether each rule is a crypto map entry of its own, or all are elements of one access list. */
    @Param({"entries", "elements"})
    String shape;

    private final int[] sources = new int[FLOWS];
    private final int[] destinations = new int[FLOWS];
    private SpdSnapshot policies;
    private int next;

    @Setup
    public void open() {
        policies = new SpdSnapshot(List.of(new SecurityPolicy("eth0", entries())));
        var random = new SplittableRandom(rules);
        for (int i = 0; i < FLOWS; i++) {
            sources[i] = FROM | random.nextInt(rules) << SITE_BITS | random.nextInt(1 << SITE_BITS);
            destinations[i] = TO | random.nextInt(1 << REMOTE_BITS);
            if (policies.outbound(sources[i], destinations[i]).isBypass()) {
                throw new IllegalStateException("flow " + i + " is not claimed");
            }
        }
    }

    private List<SecurityPolicy.Entry> entries() {
        boolean apart = shape.equals("entries");
        var entries = new ArrayList<SecurityPolicy.Entry>();
        var elements = new ArrayList<SecurityPolicy.Element>();
        for (int i = 0; i < rules; i++) {
            var selector = new TrafficSelector(
                    new Ipv4Prefix(new Ipv4Address(FROM | i << SITE_BITS), Integer.SIZE - SITE_BITS),
                    new Ipv4Prefix(new Ipv4Address(TO), Integer.SIZE - REMOTE_BITS));
            elements.add(
                    new SecurityPolicy.Element(true, selector, new Flow("bench", apart ? i + 1 : 1, apart ? 0 : i)));
            if (apart) {
                entries.add(new SecurityPolicy.Entry(elements));
                elements.clear();
            }
        }
        return apart ? entries : List.of(new SecurityPolicy.Entry(elements));
    }

    @Benchmark
    public Decision outbound() {
        int flow = next++ & FLOWS - 1;
        return policies.outbound(sources[flow], destinations[flow]);
    }
}
