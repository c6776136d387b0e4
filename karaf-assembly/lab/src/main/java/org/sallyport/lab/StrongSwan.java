// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

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

/**
 * A strongSwan daemon in a namespace: charon with its own ESP in user space (kernel-libipsec), which always speaks UDP 4500.
 *
 * <p>Its programs are copies in the folder: Debian's profiles confine the installed ones to files below /etc.
 */
public final class StrongSwan implements AutoCloseable {
    private static final int BOOT_MILLIS = 15_000;
    private static final int STOP_SECONDS = 5;
    private static final Pattern PACKETS = Pattern.compile("(\\d+) packets");

    private final Namespace namespace;
    private final Path folder;
    private final String set;
    private final String daemonSettings;
    private String connections;
    private Process daemon;

    /**
     * Installs and starts it.
     *
     * @param owner whose resources {@code strongswan.conf} and {@code swanctl.conf} are
     * @param settings what stands for the {@code @WORDS@} of both files
     */
    public StrongSwan(Namespace namespace, Path folder, Class<?> owner, Map<String, String> settings) {
        this(namespace, folder, owner, "", settings);
    }

    /** The same, with {@code strongswan.conf} and {@code swanctl.conf} in a folder of the owner's resources. */
    public StrongSwan(Namespace namespace, Path folder, Class<?> owner, String set, Map<String, String> settings) {
        this.namespace = namespace;
        this.folder = folder;
        this.set = set;
        daemonSettings = resource(owner, set + "strongswan.conf", with(settings));
        connections = resource(owner, set + "swanctl.conf", with(settings));
        install();
        start();
    }

    private Map<String, String> with(Map<String, String> settings) {
        var all = new TreeMap<>(settings);
        all.put("FOLDER", folder.toString());
        return all;
    }

    /** Starts the daemon, and has it load its connections. */
    public void start() {
        daemon = namespace
                .command(folder.resolve("charon-systemd").toString())
                .start(folder.resolve("charon.out"), environment());
        Leftovers.note(daemon);
        awaitAnswer();
        swanctl("--load-all", "--noprompt").succeed();
    }

    /** Has it load other connections; what it negotiated by the old ones stays. */
    public void load(Class<?> owner, Map<String, String> settings) {
        connections = resource(owner, set + "swanctl.conf", with(settings));
        write("swanctl.conf", connections);
        swanctl("--load-all", "--noprompt", "--clear").succeed();
    }

    /** Kills the daemon as a crash would. */
    public void kill() {
        daemon.destroyForcibly();
        try {
            daemon.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Leftovers.forget(daemon);
    }

    private void install() {
        write("strongswan.conf", daemonSettings);
        write("swanctl.conf", connections);
        for (String program : List.of("charon-systemd", "swanctl")) {
            Command.of("cp", "/usr/sbin/" + program, folder.toString()).succeed();
        }
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
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
    public Command swanctl(String... words) {
        return namespace
                .command(words)
                .behind(
                        "env",
                        environment().get(0),
                        environment().get(1),
                        folder.resolve("swanctl").toString());
    }

    /** Negotiates the tunnel, as long as the other end may not be there yet. */
    public void initiate() {
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
    public long packets() {
        long sum = 0;
        for (Matcher packets = PACKETS.matcher(associations()); packets.find(); ) {
            sum += Long.parseLong(packets.group(1));
        }
        return sum;
    }

    /** The socket by which it is commanded. */
    public Path socket() {
        return folder.resolve("vici.sock");
    }

    /** Its process. */
    public Process process() {
        return daemon;
    }

    public String associations() {
        return swanctl("--list-sas").succeed();
    }

    /** Both its files, the secret masked. */
    public String configuration() {
        return daemonSettings + connections.replaceAll("secret = \".*\"", "secret = ********");
    }

    public String log() {
        return Command.of(
                        "tail",
                        "-n",
                        "20",
                        folder.resolve("charon.out").toString(),
                        folder.resolve("charon.log").toString())
                .run()
                .text();
    }

    private static String resource(Class<?> owner, String name, Map<String, String> settings) {
        try (InputStream stream = owner.getResourceAsStream(name)) {
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
