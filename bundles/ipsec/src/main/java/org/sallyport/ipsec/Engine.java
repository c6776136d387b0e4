// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.osgi.annotation.versioning.ProviderType;

/** What carries the packets, as others see it. Thread-safe. */
@ProviderType
public interface Engine {
    /** What it did so far. Taken without a lock. */
    Snapshot snapshot();

    /** The device it works on. */
    DeviceStatus device();

    /**
     * @param outboundBatches batches read from inside
     * @param inboundBatches batches read from outside
     * @param packetsSealed clear packets protected
     * @param packetsOpened protected packets opened
     * @param failures rounds of a worker that ended with an exception
     */
    record Snapshot(long outboundBatches, long inboundBatches, long packetsSealed, long packetsOpened, long failures) {
        /** What two workers did together. */
        public Snapshot plus(Snapshot other) {
            return new Snapshot(
                    outboundBatches + other.outboundBatches,
                    inboundBatches + other.inboundBatches,
                    packetsSealed + other.packetsSealed,
                    packetsOpened + other.packetsOpened,
                    failures + other.failures);
        }
    }
}
