// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.loopback;

import java.util.List;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.GuardCount;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.ipsec.HostNetwork;
import org.sallyport.ipsec.HostPlan;

/** A network that exists in the plan only: the machine is not touched. */
final class LoopbackNetwork implements HostNetwork {
    private static final int MTU = 1500;

    private volatile HostPlan plan = HostPlan.NOTHING;

    @Override
    public DeviceStatus status() {
        return DeviceStatus.present("loopback network", List.of("the machine's own network is left alone"));
    }

    @Override
    public List<HostInterface> interfaces() {
        return plan.interfaces().stream()
                .map(planned -> new HostInterface(
                        planned.name(),
                        "",
                        planned.address().stream().toList(),
                        planned.mtu().orElse(MTU),
                        planned.up().orElse(true),
                        true,
                        new HostInterface.Traffic(0, 0, 0, 0, 0, 0, 0, 0)))
                .toList();
    }

    @Override
    public List<String> apply(HostPlan newPlan) {
        plan = newPlan;
        return List.of();
    }

    @Override
    public List<GuardCount> guardCounts() {
        return List.of();
    }

    @Override
    public void release() {
        plan = HostPlan.NOTHING;
    }
}
