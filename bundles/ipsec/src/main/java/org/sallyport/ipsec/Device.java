// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.packet.PacketBatch;

/**
 * Where packets come from and go to: on one side clear IP packets of the hosts that this gateway serves, on the other
 * side protected packets of its peers.
 *
 * <p>Packets inside are whole IPv4 packets. Packets outside are whole IPv4 packets, or the payload of UDP datagrams: ESP in
 * UDP, and IKE ({@link org.sallyport.packet.Packet#isDatagram}).
 *
 * <p>A device that cannot work is registered all the same, with a reason in its {@link #status}; its ports then receive
 * nothing and send nothing.
 */
@ConsumerType
public interface Device {
    /** Bytes that every packet from inside has free in front: outer headers, IVs and markers fit. */
    int HEADROOM = 128;

    /** Bytes that every packet from inside has free behind: padding and ICVs fit. */
    int TAILROOM = 128;

    /** How the device stands. Thread-safe. */
    DeviceStatus status();

    /**
     * Whether the engine judges clear traffic, too. On Linux the kernel does, by the rules of {@link HostNetwork}, and
     * only packets that policy claims get here; other devices bring everything, and take back what policy bypasses.
     */
    boolean carriesClear();

    /** The queues, each for one worker. At least one; what arrives outside arrives at the first. */
    List<Queue> queues();

    /** One worker's part of the device. */
    @ConsumerType
    interface Queue {
        /** Clear packets: from and to the hosts behind this gateway. */
        Port inside();

        /** Protected packets, from and to peers; IKE; and clear ones, if the device carries them. */
        Port outside();

        /** Blocks until a port may have a packet, {@link #wakeUp} was called, or that time is over. May return early. */
        void await(long timeoutMillis);

        /** Ends an {@link #await}, the present one or the next. Thread-safe. */
        void wakeUp();

        /**
         * Takes other memory for its packets; what waits in the old is lost. Another worker begins, and the one before it may
         * still hold a packet, and write into it at any time. Thread-safe.
         */
        void renew();
    }

    /** One side of a queue. */
    @ConsumerType
    interface Port {
        /**
         * Adds what has arrived to an empty batch, and does not block. The packets and their memory belong to the port; they
         * are the caller's until it receives here again. What the batch has no room for waits.
         */
        void receive(PacketBatch batch);

        /**
         * Sends all packets of the batch, and does not block. What the system refuses is dropped.
         *
         * @return how many were sent
         */
        int send(PacketBatch batch);
    }
}
