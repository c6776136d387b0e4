// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.loopback;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
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
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.HostNetwork;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.Ticker;

/**
 * Registers the device, its network and its commands when the framework property {@code sallyport.device} is {@code loopback};
 * else nothing. {@code sallyport.loopback.port} is this end of the wire, {@code sallyport.loopback.peer} the other one (host and
 * port, loopback only), {@code sallyport.loopback.host} the built-in host's address.
 */
@Component(
        immediate = true,
        service = {})
public final class LoopbackComponent {
    private static final String PREFIX = "sallyport.loopback.";
    private static final int DEFAULT_COUNT = 3;
    private static final long TIMEOUT_MILLIS = 1_000;

    private final @Nullable LoopbackDevice device;
    private final List<ServiceRegistration<?>> registrations;

    @Activate
    public LoopbackComponent(BundleContext context, @Reference Ticker ticker) throws IOException {
        if (!"loopback".equals(context.getProperty("sallyport.device"))) {
            device = null;
            registrations = List.of();
            return;
        }
        var host = new BuiltInHost(Ipv4Address.parse(setting(context, "host", "10.1.0.10")), ticker);
        String[] peer = setting(context, "peer", "127.0.0.1:17002").split(":", -1);
        device = new LoopbackDevice(
                Integer.parseInt(setting(context, "port", "17001")),
                new InetSocketAddress(peer[0], Integer.parseInt(peer[1])),
                host);
        registrations = List.of(
                context.registerService(HostNetwork.class, new LoopbackNetwork(), null),
                context.registerService(Device.class, device, null),
                context.registerService(CommandSet.class, commands(host), null));
    }

    private static String setting(BundleContext context, String name, String otherwise) {
        return Optional.ofNullable(context.getProperty(PREFIX + name)).orElse(otherwise);
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
