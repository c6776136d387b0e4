// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sallyport.packet.PacketBatch;

/** A device that cannot work, and says why: what a provider registers while something is missing. Thread-safe. */
public final class AbsentDevice implements Device, Device.Queue {
    private static final Port NOWHERE = new Port() {
        @Override
        public void receive(PacketBatch batch) {
            // nothing arrives
        }

        @Override
        public int send(PacketBatch batch) {
            return 0;
        }
    };

    private final DeviceStatus status;
    private final Semaphore signals = new Semaphore(0);

    /**
     * @param name what kind of device it would be
     * @param reason why it is not
     */
    public AbsentDevice(String name, String reason) {
        status = DeviceStatus.absent(name, reason);
    }

    @Override
    public DeviceStatus status() {
        return status;
    }

    @Override
    public boolean carriesClear() {
        return false;
    }

    @Override
    public List<Queue> queues() {
        return List.of(this);
    }

    @Override
    public Port inside() {
        return NOWHERE;
    }

    @Override
    public Port outside() {
        return NOWHERE;
    }

    @Override
    public void await(long timeoutMillis) {
        try {
            if (signals.tryAcquire(timeoutMillis, TimeUnit.MILLISECONDS)) {
                signals.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void wakeUp() {
        signals.release();
    }

    @Override
    public void renew() {
        // it has no packets
    }
}
