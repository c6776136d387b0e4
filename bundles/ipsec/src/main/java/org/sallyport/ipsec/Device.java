// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.packet.PacketBatch;

/**
 * Where packets come from and go to: on one side clear IP packets of the hosts that this gateway serves, on the other
 * side protected packets of its peers. Packets are whole IPv4 packets on both.
 *
 * <p>The ports and {@link #await} are for one worker. A device that cannot work is registered all the same, with a
 * reason in its {@link #status}; its ports then receive nothing and send nothing.
 */
@ConsumerType
public interface Device {
    /** How the device stands. Thread-safe. */
    DeviceStatus status();

    /**
     * Whether the engine judges clear traffic, too. On Linux the kernel does, by the rules of {@link HostNetwork}, and
     * only packets that policy claims get here; other devices bring everything, and take back what policy bypasses.
     */
    boolean carriesClear();

    /** Clear packets: from and to the hosts behind this gateway. */
    Port inside();

    /** Protected packets, ESP and AH, from and to peers; and clear ones, if the device carries them. */
    Port outside();

    /** Blocks until a port may have a packet, {@link #wakeUp} was called, or that time is over. May return early. */
    void await(long timeoutMillis);

    /** Ends an {@link #await}, the present one or the next. Thread-safe. */
    void wakeUp();

    /** One side of a device. */
    @ConsumerType
    interface Port {
        /**
         * Fills the batch with what has arrived, and does not block.
         *
         * @param batch owns its memory; its packets keep their headroom
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
