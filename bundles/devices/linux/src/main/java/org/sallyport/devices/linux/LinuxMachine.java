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

/**
 * The device and the network of this machine, composed: for the component, and for programs without a service registry.
 * Where something is missing, both are there all the same, and say what.
 */
public final class LinuxMachine implements AutoCloseable {
    /** The TUN's name if nobody gives another. */
    public static final String DEFAULT_TUN = "sallyport0";

    private static final int CAP_NET_ADMIN = 12;

    private final Device device;
    private final @Nullable LinuxDevice present;
    private final RefusedPackets refused;
    private final HostNetwork network;

    private LinuxMachine(
            Device device, @Nullable LinuxDevice present, String tunName, Threads threads, Consumer<String> log) {
        this.device = device;
        this.present = present;
        this.refused = new RefusedPackets(threads, log);
        this.network = new LinuxHostNetwork(tunName, networkStatus(), new Nft(threads), this::receiveFor, refused, log);
    }

    /**
     * Opens the device; never fails.
     *
     * @param workers how many workers it has queues for
     * @param log is told what an administrator should know of
     */
    public static LinuxMachine open(String tunName, int workers, Threads threads, Consumer<String> log) {
        if (!Native.ABSENT.isEmpty()) {
            return new LinuxMachine(new AbsentDevice(LinuxDevice.NAME, Native.ABSENT), null, tunName, threads, log);
        }
        try {
            LinuxDevice device = LinuxDevice.open(tunName, workers);
            return new LinuxMachine(device, device, tunName, threads, log);
        } catch (LinuxException e) {
            String reason = switch (e.errno()) {
                case LinuxException.ENOENT -> "no /dev/net/tun";
                case LinuxException.EBUSY -> tunName + " is in use by another process";
                default -> LinuxException.words(e.errno());
            };
            return new LinuxMachine(new AbsentDevice(LinuxDevice.NAME, reason), null, tunName, threads, log);
        }
    }

    private static DeviceStatus networkStatus() {
        if (!Native.ABSENT.isEmpty()) {
            return DeviceStatus.absent(LinuxDevice.NAME, Native.ABSENT);
        }
        if (!mayChangeTheNetwork()) {
            return DeviceStatus.absent(LinuxDevice.NAME, LinuxException.words(LinuxException.EPERM));
        }
        boolean hasNft = List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nft")));
        return hasNft
                ? DeviceStatus.present(LinuxDevice.NAME, List.of())
                : DeviceStatus.absent(LinuxDevice.NAME, "no command nft: install nftables");
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
        refused.close();
        if (present != null) {
            present.close();
        }
    }
}
