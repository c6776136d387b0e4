// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.loopback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sallyport.config.Action;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Reply;
import org.sallyport.config.Show;
import org.sallyport.ipsec.AbsentDevice;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.HostNetwork;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.Ticker;

/**
 * Registers the device, its network and its commands when the framework property {@code sallyport.device} is {@code loopback};
 * else nothing. Other properties are {@link LoopbackSettings}; if they are wrong, or the port is taken, the device is absent
 * and says why.
 */
@Component(
        immediate = true,
        service = {})
public final class LoopbackComponent {
    private static final int DEFAULT_COUNT = 3;
    private static final long TIMEOUT_MILLIS = 1_000;

    private final @Nullable LoopbackDevice device;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public LoopbackComponent(BundleContext context, @Reference Ticker ticker) {
        if (!"loopback".equals(context.getProperty("sallyport.device"))) {
            device = null;
            return;
        }
        device = open(context, ticker);
        registrations.add(context.registerService(HostNetwork.class, new LoopbackNetwork(), null));
    }

    private @Nullable LoopbackDevice open(BundleContext context, Ticker ticker) {
        try {
            LoopbackSettings settings = LoopbackSettings.read(context::getProperty);
            var host = new BuiltInHost(settings.host(), ticker);
            var opened = new LoopbackDevice(settings.port(), settings.peer(), host);
            registrations.add(context.registerService(Device.class, opened, null));
            registrations.add(context.registerService(CommandSet.class, commands(host), null));
            return opened;
        } catch (IOException | IllegalArgumentException e) {
            var absent = new AbsentDevice("loopback", String.valueOf(e.getMessage()));
            registrations.add(context.registerService(Device.class, absent, null));
            return null;
        }
    }

    /** What an administrator may ask of the built-in host. */
    static CommandSet commands(BuiltInHost host) {
        return CommandSet.of(
                Action.of(
                                "host ping <destination:ip> [count <n:1-1000>]",
                                invocation -> Reply.of(host.ping(
                                        Ipv4Address.parse(invocation.arguments().word("destination")),
                                        invocation
                                                .arguments()
                                                .find("n")
                                                .map(Integer::parseInt)
                                                .orElse(DEFAULT_COUNT),
                                        TIMEOUT_MILLIS)))
                        .help("The built-in host", "Send echo requests", "To this address", "That many"),
                Show.of("show host", host::counters, (lines, arguments) -> lines)
                        .help("Show", "What the built-in host counted"));
    }

    @Deactivate
    void deactivate() throws IOException {
        registrations.forEach(ServiceRegistration::unregister);
        if (device != null) {
            device.close();
        }
    }
}
