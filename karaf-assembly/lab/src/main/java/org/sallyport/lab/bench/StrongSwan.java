// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.lab.Appliance;
import org.sallyport.lab.Command;
import org.sallyport.lab.Leftovers;
import org.sallyport.lab.Namespace;

/**
 * A strongSwan daemon in a namespace: charon with its own ESP in user space (kernel-libipsec), which always speaks UDP 4500.
 *
 * <p>Its programs are copies in the folder: Debian's profiles confine the installed ones to files below /etc.
 */
final class StrongSwan implements AutoCloseable {
    private static final int BOOT_MILLIS = 15_000;
    private static final int STOP_SECONDS = 5;
    private static final Pattern PACKETS = Pattern.compile("(\\d+) packets");

    private final Namespace namespace;
    private final Path folder;
    private final String daemonSettings;
    private final String connections;
    private final Process daemon;

    /** Starts it. @param settings what stands for the {@code @WORDS@} of the configuration files */
    StrongSwan(Namespace namespace, Path folder, Map<String, String> settings) {
        this.namespace = namespace;
        this.folder = folder;
        var all = new TreeMap<>(settings);
        all.put("FOLDER", folder.toString());
        daemonSettings = resource("strongswan.conf", all);
        connections = resource("swanctl.conf", all);
        install();
        daemon = namespace
                .command(folder.resolve("charon-systemd").toString())
                .start(folder.resolve("charon.out"), environment());
        Leftovers.note(daemon);
        awaitAnswer();
        swanctl("--load-all", "--noprompt").succeed();
    }

    private void install() {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("strongswan.conf"), daemonSettings);
            Files.writeString(folder.resolve("swanctl.conf"), connections);
            for (String program : List.of("charon-systemd", "swanctl")) {
                Command.of("cp", "/usr/sbin/" + program, folder.toString()).succeed();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> environment() {
        return List.of("STRONGSWAN_CONF=" + folder.resolve("strongswan.conf"), "SWANCTL_DIR=" + folder);
    }

    private void awaitAnswer() {
        long begin = System.nanoTime();
        while (swanctl("--stats").run().exit() != 0) {
            if (!daemon.isAlive() || System.nanoTime() - begin > BOOT_MILLIS * 1_000_000L) {
                throw new IllegalStateException("charon does not answer:\n" + log());
            }
            Appliance.pause(100);
        }
    }

    /** A command to the daemon. */
    Command swanctl(String... words) {
        return namespace
                .command(words)
                .behind(
                        "env",
                        environment().get(0),
                        environment().get(1),
                        folder.resolve("swanctl").toString());
    }

    /** Negotiates the tunnel, as long as the other end may not be there yet. */
    void initiate() {
        for (int i = 0; i < 5; i++) {
            if (swanctl("--initiate", "--child", "flow", "--timeout", "10")
                            .run()
                            .exit()
                    == 0) {
                return;
            }
            Appliance.pause(500);
        }
        throw new IllegalStateException("the tunnel does not come up:\n" + log());
    }

    /** Packets in and out that its SAs count. */
    long packets() {
        long sum = 0;
        for (Matcher packets = PACKETS.matcher(associations()); packets.find(); ) {
            sum += Long.parseLong(packets.group(1));
        }
        return sum;
    }

    String associations() {
        return swanctl("--list-sas").succeed();
    }

    /** Both its files, the secret masked. */
    String configuration() {
        return daemonSettings + connections.replaceAll("secret = \".*\"", "secret = ********");
    }

    private String log() {
        return Command.of(
                        "tail",
                        "-n",
                        "20",
                        folder.resolve("charon.out").toString(),
                        folder.resolve("charon.log").toString())
                .run()
                .text();
    }

    private static String resource(String name, Map<String, String> settings) {
        try (InputStream stream = StrongSwan.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + name);
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                text = text.replace("@" + setting.getKey() + "@", setting.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        daemon.destroy();
        try {
            if (!daemon.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                daemon.destroyForcibly();
            }
        } catch (InterruptedException e) {
            daemon.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
