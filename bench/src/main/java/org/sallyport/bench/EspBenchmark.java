// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bench;

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
import org.sallyport.ipsec.DropReason;
import org.sallyport.packet.Packet;

/** What it costs to seal and to open one packet, a copy of it included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EspBenchmark {
    private static final int ROOM = 128;

    @Param({
        "esp-des esp-md5-hmac",
        "esp-3des esp-sha-hmac",
        "esp-aes esp-sha-hmac",
        "esp-aes-256 esp-sha-hmac",
        "esp-null esp-sha-hmac"
    })
    String set;

    /** Bytes of the clear packet. */
    @Param({"64", "1400"})
    int size;

    private Tunnel tunnel;
    private byte[] clear;
    private byte[] sealed;
    private Packet packet;

    @Setup
    public void open() {
        tunnel = new Tunnel(set);
        clear = Tunnel.clear(size);
        packet = Packet.copyOf(clear, ROOM, ROOM + ROOM);
        check(tunnel.seal(packet));
        sealed = packet.toByteArray();
        check(tunnel.open(packet));
    }

    private static void check(DropReason reason) {
        if (reason != DropReason.NONE) {
            throw new IllegalStateException("dropped: " + reason);
        }
    }

    @Benchmark
    public DropReason seal() {
        packet.set(clear, 0, clear.length);
        return tunnel.seal(packet);
    }

    @Benchmark
    public DropReason unseal() {
        packet.set(sealed, 0, sealed.length);
        return tunnel.open(packet);
    }
}
