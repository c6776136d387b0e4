// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sallyport.ipsec.ReplayWindow;

/** What anti-replay costs a packet: to ask before it is authenticated, and to note it after. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplayWindowBenchmark {
    /** How many places late every other packet is; even, so that no number comes twice. */
    private static final int LATE = 8;

    /** Packets that the window covers. */
    @Param({"64", "4096"})
    int size;

    private ReplayWindow window;
    private long sequence;

    @Setup(Level.Iteration)
    public void open() {
        window = new ReplayWindow(size);
        sequence = LATE;
    }

    @Benchmark
    public boolean inOrder() {
        long number = ++sequence;
        return window.check(number) && window.commit(number);
    }

    /** Every other packet is late. */
    @Benchmark
    public boolean reordered() {
        long number = ++sequence;
        long arrived = (number & 1) == 0 ? number : number - LATE;
        return window.check(arrived) && window.commit(arrived);
    }
}
