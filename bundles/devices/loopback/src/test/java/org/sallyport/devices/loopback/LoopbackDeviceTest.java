// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.PacketBatch;
import org.sallyport.runtime.World;

/** Two devices on a real loopback wire. */
final class LoopbackDeviceTest {
    private static final Ipv4Address A = Ipv4Address.parse("10.1.0.10");
    private static final Ipv4Address B = Ipv4Address.parse("10.2.0.10");

    private final BuiltInHost hostA = new BuiltInHost(A, World.ticker());
    private final BuiltInHost hostB = new BuiltInHost(B, World.ticker());
    private LoopbackDevice a;
    private LoopbackDevice b;

    @BeforeEach
    void wire() throws IOException {
        int free;
        try (var probe = new java.net.DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        b = new LoopbackDevice(0, new InetSocketAddress("127.0.0.1", free), hostB);
        a = new LoopbackDevice(free, new InetSocketAddress("127.0.0.1", b.port()), hostA);
    }

    @AfterEach
    void close() throws IOException {
        a.close();
        b.close();
    }

    /** Carries what is there from one side of a device to the other, as a worker does without any policy. */
    private static int carry(LoopbackDevice device) {
        var batch = new PacketBatch(8);
        device.inside().receive(batch);
        int packets = batch.size();
        assertThat(device.outside().send(batch)).isEqualTo(packets);
        batch.clear();
        device.outside().receive(batch);
        packets += batch.size();
        device.inside().send(batch);
        return packets;
    }

    private List<String> ping(Ipv4Address destination, int count, long timeoutMillis) {
        var pinging = CompletableFuture.supplyAsync(() -> hostA.ping(destination, count, timeoutMillis));
        while (!pinging.isDone()) {
            carry(a);
            carry(b);
            a.await(1);
        }
        return pinging.join();
    }

    @Test
    void theHostOfOneDeviceAnswersTheHostOfTheOther() {
        assertThat(ping(B, 3, 5_000))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("        10.2.0.10 response received -- "));
        assertThat(hostB.counters()).contains("    packets received 3, echo requests answered 3");
        assertThat(hostA.counters()).contains("    packets received 3, echo requests answered 0");
    }

    @Test
    void anAddressThatNobodyHasDoesNotAnswer() {
        assertThat(ping(Ipv4Address.parse("10.2.0.11"), 1, 50))
                .singleElement()
                .asString()
                .contains("10.2.0.11 NO response received -- ");
    }

    @Test
    void aMessageWithAWrongChecksumIsNotAnswered() {
        byte[] request = EchoMessage.packet(A.value(), B.value(), EchoMessage.REQUEST, 1, new byte[8]);
        request[request.length - 1] ^= 1;
        var batch = PacketBatch.allocate(1, 2048, 64);
        batch.get(0).set(request, 0, request.length);
        batch.size(1);
        hostB.send(batch);
        assertThat(hostB.hasPackets()).isFalse();
    }

    @Test
    void wakingUpEndsAWaitBeforeItsTime() {
        b.wakeUp();
        b.await(60_000);
    }

    @Test
    void aClosedDeviceNeitherBlocksNorThrows() throws IOException {
        a.close();
        var batch = new PacketBatch(1);
        a.outside().receive(batch);
        assertThat(batch.isEmpty()).isTrue();
        a.await(60_000);
    }

    @Test
    void aPeerThatIsNotOnLoopbackIsRefused() {
        assertThatThrownBy(() -> new LoopbackDevice(0, new InetSocketAddress("192.0.2.1", 9), hostA))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("192.0.2.1");
    }
}
