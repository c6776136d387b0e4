// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The network of the machine that the gateway runs on: its interfaces, addresses and routes, and the rules that steer
 * claimed packets into the device and keep them from leaving in clear.
 *
 * <p>Steering and guard outlive the process on purpose. Only a plan without policies, or {@link #release}, takes them away.
 * Thread-safe.
 */
@ConsumerType
public interface HostNetwork {
    /** Whether the machine's network can be changed; or why not. */
    DeviceStatus status();

    /** The interfaces of the machine, as they are now. */
    List<HostInterface> interfaces();

    /**
     * Brings the machine's network into the planned state: does what differs, and nothing else. Addresses and routes that
     * others made stay. The rules change in one step: there is no moment without them.
     *
     * @return what could not be done, in words, each naming the interface, address or route; empty if all is well
     */
    List<String> apply(HostPlan plan);

    /**
     * Why rules for these policies could not be loaded, by trying everything but the last step; empty if they could, or if this
     * network has no rules. Nothing changes.
     */
    default Optional<String> refusal(List<SecurityPolicy> policies) {
        return Optional.empty();
    }

    /** What the rules counted since they were first loaded. */
    List<GuardCount> guardCounts();

    /** Lets the guard's counters begin at zero. */
    default void clearGuardCounts() {}

    /** How many packets the rules of access lists decided, by the rules' ids, as far as they were loaded. */
    default Map<String, Long> ruleCounts() {
        return Map.of();
    }

    /** Lets these rules count from zero. */
    default void clearRuleCounts(Set<String> ids) {}

    /** Lets somebody hear of packets that the rules drop, a few a second, from a thread of its own; nobody else from now on. */
    default void watch(Consumer<RefusedPacket> watcher) {}

    /** Lets somebody hear that an interface changed, its size or state, from a thread of its own; nobody else from now on. */
    default void watchLinks(Runnable watcher) {}

    /** Takes steering and guard away, so that the machine forwards as if the gateway had never been there. */
    void release();
}
