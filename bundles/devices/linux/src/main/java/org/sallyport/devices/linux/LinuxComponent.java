// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.HostNetwork;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.WallClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers this machine as device and network, if the framework property {@code sallyport.device} is {@code linux}, as it
 * is by default. {@code sallyport.tun} names the TUN,
 * {@code sallyport.workers} says how many workers share the traffic.
 */
@Component(service = {})
public final class LinuxComponent {
    private static final Logger LOG = LoggerFactory.getLogger(LinuxComponent.class);

    private static final int MAX_WORKERS = 16;

    private final List<ServiceRegistration<?>> registrations;
    private final @Nullable LinuxMachine machine;

    @Activate
    public LinuxComponent(BundleContext context, @Reference Threads threads, @Reference WallClock clock) {
        if (!property(context, "sallyport.device", "linux").equals("linux")) {
            machine = null;
            registrations = List.of();
            return;
        }
        machine = LinuxMachine.open(
                property(context, "sallyport.tun", LinuxMachine.DEFAULT_TUN),
                workers(property(context, "sallyport.workers", "")),
                new LinuxMachine.Surroundings(threads, clock, LOG::info, LOG::warn));
        registrations = List.of(
                context.registerService(Device.class, machine.device(), null),
                context.registerService(HostNetwork.class, machine.network(), null));
    }

    /** How many workers: what was asked for, or half of the processors, since hosts and kernel need the rest. */
    private static int workers(String asked) {
        int half = Runtime.getRuntime().availableProcessors() / 2;
        try {
            int number = asked.isEmpty() ? half : Integer.parseInt(asked);
            return Math.max(1, Math.min(number, MAX_WORKERS));
        } catch (NumberFormatException e) {
            LOG.warn("sallyport.workers is no number: {}", asked);
            return Math.max(1, Math.min(half, MAX_WORKERS));
        }
    }

    private static String property(BundleContext context, String name, String otherwise) {
        return Objects.requireNonNullElse(context.getProperty(name), otherwise);
    }

    /** First the users go, then the descriptors. */
    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
        if (machine != null) {
            machine.close();
        }
    }
}
