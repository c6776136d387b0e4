// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.RefusedPacket;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Threads;

/**
 * Hears of packets that the rules drop, from the log group they show a few to (linux/netfilter/nfnetlink_log.h). It listens
 * from the first watcher on. One at a time can have the group: where another process has it, there is nothing to hear.
 */
final class RefusedPackets implements AutoCloseable {
    private static final int CONFIGURE = 4 << 8 | 1; // NFNL_SUBSYS_ULOG, NFULNL_MSG_CONFIG
    private static final int PACKET = 4 << 8; // NFULNL_MSG_PACKET
    private static final int HEADER = 4; // struct nfgenmsg: family, version, group in network order
    private static final int COMMAND = 1; // NFULA_CFG_CMD
    private static final byte BIND = 1;
    private static final int OUT_INTERFACE = 5; // NFULA_IFINDEX_OUTDEV
    private static final int PAYLOAD = 9;
    private static final int PREFIX = 10;

    private final Threads threads;
    private final Consumer<String> log;
    private volatile Consumer<RefusedPacket> watcher = packet -> {};
    private Threads.@Nullable Running running; // guarded by this

    /** @param log is told why there is nothing to hear */
    RefusedPackets(Threads threads, Consumer<String> log) {
        this.threads = threads;
        this.log = log;
    }

    synchronized void watch(Consumer<RefusedPacket> newWatcher) { // the first two must not both start a thread
        watcher = newWatcher;
        if (running != null) {
            return;
        }
        try {
            Netlink group = Netlink.openLog();
            try {
                group.ask(NetlinkRequest.change(CONFIGURE, 0)
                        .u8(0, 0, Numbers.LOG_GROUP >> 8, Numbers.LOG_GROUP & 0xFF)
                        .attribute(COMMAND, BIND));
                running = threads.start(new Listener(group));
            } catch (LinuxException e) {
                group.close();
                throw e;
            }
        } catch (LinuxException e) {
            log.accept("dropped packets are counted, but not shown: " + e.getMessage());
        }
    }

    @Override
    public synchronized void close() { // not while a thread is started
        if (running != null) {
            running.close();
            running = null;
        }
    }

    private final class Listener implements Agent {
        private final Netlink group;

        Listener(Netlink group) {
            this.group = group;
        }

        @Override
        public String roleName() {
            return "sallyport-refused-packets";
        }

        @Override
        public int doWork() {
            try {
                for (NetlinkMessage message : group.listen()) {
                    if (message.type() == PACKET) {
                        tell(message.withAttributes(HEADER));
                    }
                }
            } catch (LinuxException e) {
                return 0; // some were lost: there were too many
            }
            return 1;
        }

        private void tell(NetlinkMessage message) {
            Optional<GuardCounter> counter = GuardCounter.named(message.text(PREFIX));
            ByteBuffer payload = message.bytes(PAYLOAD).duplicate();
            if (counter.isPresent()) {
                var head = new byte[payload.remaining()];
                payload.get(head);
                watcher.accept(new RefusedPacket(
                        counter.get().reason(),
                        counter.get().interfaceName(),
                        name(message.bytes(OUT_INTERFACE)),
                        head));
            }
        }

        /** The interface of an index in network order, empty without one. */
        private static String name(ByteBuffer index) {
            try {
                NetworkInterface found = index.limit() < Integer.BYTES
                        ? null
                        : NetworkInterface.getByIndex(index.duplicate().getInt(0));
                return found == null ? "" : found.getName();
            } catch (SocketException e) {
                return "";
            }
        }

        @Override
        public void onClose() {
            group.close();
        }
    }
}
