// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two appliances in a {@link Network}, and the folder they live in; all of it gone when closed. */
public final class Laboratory implements AutoCloseable {
    final Path folder;
    final Network network;
    final Appliance a;
    final Appliance b;

    private Laboratory(Path folder, Network network, Path archive) {
        this.folder = folder;
        this.network = network;
        this.a = Appliance.install(archive, folder, "gateway-a", network.gatewayA);
        this.b = Appliance.install(archive, folder, "gateway-b", network.gatewayB);
    }

    /** Builds the network and installs both appliances; starts neither. */
    static Laboratory open(Path archive) {
        if (!"0".equals(Command.of("id", "-u").succeed().strip())) {
            throw new IllegalStateException("needs root: network namespaces, TUN devices and raw sockets");
        }
        Path folder = folder();
        var network = Network.counting("sp" + ProcessHandle.current().pid() % 10_000);
        return new Laboratory(folder, network, archive);
    }

    /** A new folder for appliances, with the number of the process that uses it in the file {@code owner}. */
    public static Path folder() {
        try {
            Path folder = Files.createTempDirectory("sallyport-lab");
            Files.writeString(folder.resolve("owner"), ProcessHandle.current().pid() + "\n");
            Leftovers.atEnd(() -> delete(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts both appliances. */
    void start() {
        a.launch();
        b.launch();
        a.awaitConsole();
        b.awaitConsole();
    }

    /** Types a configuration into each console. */
    void configure(Site.Pair sites) {
        paste(a, sites.a().lines());
        paste(b, sites.b().lines());
    }

    private static void paste(Appliance appliance, List<String> lines) {
        Command.Output output = appliance.paste(lines);
        if (output.text().contains("ERROR")) {
            throw new IllegalStateException(appliance.name() + " refused a line:\n" + output.text());
        }
    }

    /** Removes a folder, also while somebody else removes it. */
    public static void delete(Path folder) {
        Command.of("rm", "-rf", "--", folder.toString()).run();
    }

    @Override
    public void close() {
        a.close();
        b.close();
        network.close();
        delete(folder);
    }
}
