// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.config.RunningConfiguration;
import org.sallyport.esp.Esp;
import org.sallyport.ipsec.InMemoryDevice;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.Spd;
import org.sallyport.logging.LoggingComponent;
import org.sallyport.packet.BigEndian;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.World;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.internal.Registry;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.hmacsha1.HmacSha1;

/** From the wire to the syslog server: real threads, a real socket. */
final class SyslogOfDropsTest {
    private final InMemoryDevice device = new InMemoryDevice(packet -> {}, packet -> {});
    private final Sad sad = Sad.create();
    private final Registry registry = new Registry(World.ticker(), Threads.system());
    private final LoggingComponent logging = new LoggingComponent(Threads.system(), World.ticker(), World.wallClock());

    private EngineComponent engine() {
        for (Transform transform : List.of(new AesCbc(), new HmacSha1())) {
            registry.add(transform, TransformDescription.of(transform));
            registry.doWork();
        }
        Tunnel tunnel = Pair.tunnels(false, Suite.AES_SHA1)[0].otherEnd();
        sad.change(present -> new SadSnapshot(
                List.of(new InboundSa(tunnel.inbound(), 0)), List.of(new OutboundSa(tunnel.outbound(), 0))));
        var engine =
                new EngineComponent(sad, Spd.create(), registry, World.entropy(), World.ticker(), Threads.system());
        engine.bindMessages(logging);
        engine.bindProtocol(new Esp());
        engine.bindDevice(device);
        return engine;
    }

    private static String hear(DatagramSocket server) throws Exception {
        var packet = new DatagramPacket(new byte[2_048], 2_048);
        server.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Test
    void aServerHearsOfAForgedPacketAndOfAnUnknownSpi() throws Exception {
        byte[] forged = Pair.negotiated(Suite.AES_SHA1).protectedEcho(1);
        forged[forged.length - 1] ^= 1;
        byte[] unknown = forged.clone();
        BigEndian.putI32(unknown, 20, 0xBAD);
        var running = RunningConfiguration.of(logging);
        EngineComponent engine = engine();
        try (var server = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            server.setSoTimeout(20_000);
            running.merge(List.of(
                    "logging on", "logging trap warnings", "logging host 127.0.0.1 udp/" + server.getLocalPort()));
            logging.changed(running.current(), running.current());

            device.fromWire(forged);
            device.fromWire(unknown);

            assertThat(hear(server))
                    .isEqualTo("<164>%PIX-4-402120: IPSEC: Received an ESP packet (SPI=0x1000, sequence number= 0x1)"
                            + " from 192.0.2.1 to 192.0.2.2 that failed authentication");
            assertThat(hear(server))
                    .isEqualTo("<164>%PIX-4-402101: decaps: rec'd IPSEC packet has invalid spi"
                            + " for destaddr=192.0.2.2, prot=50, spi=0xbad(2989)");
        } finally {
            engine.deactivate();
            logging.deactivate();
        }
    }
}
