// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.AbsentDevice;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.HostNetwork;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.WallClock;
import org.sallyport.runtime.World;

/**
 * The device and the network of this machine, composed: for the component, and for programs without a service registry.
 * Where something is missing, both are there all the same, and say what.
 */
public final class LinuxMachine implements AutoCloseable {
    /** The TUN's name if nobody gives another. */
    public static final String DEFAULT_TUN = "sallyport0";

    private static final String NETWORK = "linux network";
    private static final int CAP_NET_ADMIN = 12;

    private final Device device;
    private final @Nullable LinuxDevice present;
    private final String tunName;
    private final RefusedPackets refused;
    private final LinuxHostNetwork network;
    private final Threads.@Nullable Running watch;

    private LinuxMachine(Device device, @Nullable LinuxDevice present, String tunName, Surroundings surroundings) {
        this.device = device;
        this.present = present;
        this.tunName = tunName;
        Threads threads = surroundings.threads();
        this.refused = new RefusedPackets(threads, surroundings.warnings());
        this.network = new LinuxHostNetwork(
                tunName,
                networkStatus(),
                new Nft(threads),
                this::receiveFor,
                refused,
                new ForeignChanges(surroundings.clock(), surroundings.warnings()),
                surroundings.log());
        this.watch = network.status().present() ? watch(surroundings) : null;
    }

    private Threads.@Nullable Running watch(Surroundings surroundings) {
        try {
            return surroundings.threads().start(new HostWatch(tunName, this::mend));
        } catch (LinuxException e) {
            surroundings.warnings().accept("what other programs change of the rules is not noticed: " + e.getMessage());
            return null;
        }
    }

    private LinuxHostNetwork.Mending mend(Set<HostWatch.Part> parts) {
        if (present != null && parts.contains(HostWatch.Part.STEERING) && !exists(tunName)) {
            present.attach();
        }
        return network.mend(parts);
    }

    private static boolean exists(String interfaceName) {
        return Files.exists(Path.of("/proc/sys/net/ipv4/conf", interfaceName));
    }

    /**
     * What a machine needs of its surroundings.
     *
     * @param clock dates what other programs changed
     * @param log is told what an administrator should know of
     * @param warnings is told what an administrator should look at
     */
    public record Surroundings(Threads threads, WallClock clock, Consumer<String> log, Consumer<String> warnings) {}

    /** Opens the device under this machine's clock; never fails. */
    public static LinuxMachine open(String tunName, int workers, Threads threads, Consumer<String> log) {
        return open(tunName, workers, new Surroundings(threads, World.wallClock(), log, log));
    }

    /**
     * Opens the device; never fails.
     *
     * @param workers how many workers it has queues for
     */
    public static LinuxMachine open(String tunName, int workers, Surroundings surroundings) {
        if (!Native.ABSENT.isEmpty()) {
            return new LinuxMachine(new AbsentDevice(LinuxDevice.NAME, Native.ABSENT), null, tunName, surroundings);
        }
        try {
            LinuxDevice device = LinuxDevice.open(tunName, workers);
            return new LinuxMachine(device, device, tunName, surroundings);
        } catch (LinuxException e) {
            String reason = switch (e.errno()) {
                case LinuxException.ENOENT -> "no /dev/net/tun";
                case LinuxException.EBUSY -> tunName + " is in use by another process";
                default -> LinuxException.words(e.errno());
            };
            return new LinuxMachine(new AbsentDevice(LinuxDevice.NAME, reason), null, tunName, surroundings);
        }
    }

    private static DeviceStatus networkStatus() {
        if (!Native.ABSENT.isEmpty()) {
            return DeviceStatus.absent(NETWORK, Native.ABSENT);
        }
        if (!mayChangeTheNetwork()) {
            return DeviceStatus.absent(NETWORK, LinuxException.words(LinuxException.EPERM));
        }
        boolean hasNft = List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nft")));
        return hasNft
                ? DeviceStatus.present(NETWORK, List.of())
                : DeviceStatus.absent(NETWORK, "no command nft: install nftables");
    }

    /** Asks for the capability in the thread's own status (proc(5)). */
    private static boolean mayChangeTheNetwork() {
        try {
            return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                    .filter(line -> line.startsWith("CapEff:"))
                    .map(line -> new BigInteger(line.substring(7).strip(), 16))
                    .anyMatch(capabilities -> capabilities.testBit(CAP_NET_ADMIN));
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> receiveFor(Set<Ipv4Address> addresses, Set<Integer> ports) {
        return present == null ? List.of() : present.receiveFor(addresses, ports);
    }

    public Device device() {
        return device;
    }

    public HostNetwork network() {
        return network;
    }

    /** Closes the device. Rules, routes and addresses stay. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        refused.close();
        if (present != null) {
            present.close();
        }
    }
}
