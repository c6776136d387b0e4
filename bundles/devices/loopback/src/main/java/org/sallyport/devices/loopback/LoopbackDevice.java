// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;
import org.sallyport.packet.UdpHeader;

/**
 * Outside is a UDP socket on 127.0.0.1: a datagram is a whole IPv4 packet, protected or clear. The wire is open to everybody on
 * this machine, as a network is. Inside is a built-in host. The device carries clear traffic.
 *
 * <p>The ports are for one worker; {@link #wakeUp} and {@link #status} for anybody.
 */
final class LoopbackDevice implements Device, Device.Queue, AutoCloseable {
    private static final int BATCH = 64;
    private static final int LARGEST = 9_216; // a jumbo frame
    private static final int IKE_PORT = 500;

    private final DatagramChannel channel;
    private final Selector selector;
    private final InetSocketAddress peer;
    private final BuiltInHost host;
    private volatile Wire outside = new Wire();
    private volatile boolean closed;

    /** @throws IOException if the port cannot be bound */
    LoopbackDevice(int port, InetSocketAddress peer, BuiltInHost host) throws IOException {
        if (!peer.getAddress().isLoopbackAddress()) {
            throw new IOException("the peer " + peer + " is not on loopback");
        }
        this.peer = peer;
        this.host = host;
        this.selector = Selector.open();
        this.channel = DatagramChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            close();
            throw new IOException("UDP port " + port + ": " + e.getMessage(), e);
        }
        host.onPacket(this::wakeUp);
    }

    /** The UDP port of this end of the wire. */
    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Override
    public DeviceStatus status() {
        return DeviceStatus.present(
                "loopback",
                List.of(
                        "the wire is UDP on loopback, its other end " + peer,
                        "built-in host " + host.address() + ", clear traffic is judged by the engine"));
    }

    @Override
    public boolean carriesClear() {
        return true;
    }

    @Override
    public List<Queue> queues() {
        return List.of(this);
    }

    @Override
    public Port inside() {
        return host;
    }

    @Override
    public Port outside() {
        return outside;
    }

    @Override
    public void await(long timeoutMillis) {
        if (closed || host.hasPackets()) {
            return;
        }
        try {
            selector.select(timeoutMillis);
            selector.selectedKeys().clear();
        } catch (IOException | ClosedSelectorException e) {
            closed = true;
        }
    }

    @Override
    public void wakeUp() {
        selector.wakeup();
    }

    @Override
    public void renew() {
        host.renew();
        outside = new Wire();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        channel.close();
        selector.close();
    }

    /** The UDP side. What the socket refuses is lost, as on any wire. */
    private final class Wire implements Port {
        private final PacketBatch memory = PacketBatch.allocate(BATCH, HEADROOM + LARGEST + TAILROOM, HEADROOM);

        @Override
        public void receive(PacketBatch batch) {
            int limit = Math.min(batch.capacity(), memory.capacity());
            try {
                while (!closed && batch.size() < limit) {
                    Packet packet = memory.get(batch.size());
                    packet.clear();
                    ByteBuffer buffer = ByteBuffer.wrap(packet.buffer(), packet.offset(), LARGEST);
                    if (channel.receive(buffer) == null) {
                        break;
                    }
                    packet.length(buffer.position() - packet.offset());
                    UdpHeader.unwrap(packet, IKE_PORT, UdpPorts.NAT_TRAVERSAL);
                    batch.add(packet);
                }
            } catch (IOException e) {
                closed = true;
            }
        }

        @Override
        public int send(PacketBatch batch) {
            int sent = 0;
            for (int i = 0; i < batch.size() && !closed; i++) {
                Packet packet = batch.get(i);
                if (packet.isDatagram() && !UdpHeader.wrap(packet)) {
                    continue;
                }
                try {
                    sent += channel.send(ByteBuffer.wrap(packet.buffer(), packet.offset(), packet.length()), peer) > 0
                            ? 1
                            : 0;
                } catch (IOException e) {
                    // too long for a datagram, or the machine has no buffer left
                }
            }
            return sent;
        }
    }
}
