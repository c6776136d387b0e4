// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An appliance: the distribution, unpacked into a folder of its own and run as a process, with keys to its consoles. */
public final class Appliance implements AutoCloseable {
    private static final Duration BOOT = Duration.ofSeconds(120);
    private static final Duration LONG = Duration.ofSeconds(180);
    private static final Duration STOP = Duration.ofSeconds(30);

    private static final int SSH_FAILED = 255; // ssh(1): "or with 255 if an error occurred"

    private final String name;
    private final Path home;
    private final Optional<Namespace> namespace;
    private final int consolePort;
    private final int karafPort;
    private final Map<String, String> properties = new TreeMap<>();
    private Process process;
    private long launched;
    private boolean karafAnswers;

    private Appliance(String name, Path home, Optional<Namespace> namespace, int consolePort, int karafPort) {
        this.name = name;
        this.home = home;
        this.namespace = namespace;
        this.consolePort = consolePort;
        this.karafPort = karafPort;
    }

    /** An appliance in a namespace, whose ethernet0 and ethernet1 are that namespace's wan0 and lan0. */
    public static Appliance install(Path archive, Path folder, String name, Namespace namespace) {
        var appliance = new Appliance(name, folder.resolve(name), Optional.of(namespace), 2222, 8101);
        appliance.unpack(archive);
        return appliance.property("sallyport.interfaces", "ethernet0=wan0,ethernet1=lan0");
    }

    /** An appliance beside others, on ports of its own. */
    static Appliance install(Path archive, Path folder, String name, int consolePort, int karafPort) {
        var appliance = new Appliance(name, folder.resolve(name), Optional.empty(), consolePort, karafPort);
        appliance.unpack(archive);
        appliance.setting("org.apache.karaf.shell.cfg", "sshPort", String.valueOf(karafPort));
        appliance.setting("org.sallyport.cli.cfg", "port", String.valueOf(consolePort));
        return appliance;
    }

    /** Gives the running process a framework property, from its next start on. */
    Appliance property(String key, String value) {
        properties.put(key, value);
        return this;
    }

    public String name() {
        return name;
    }

    public Path home() {
        return home;
    }

    /** The jar of one of the product's bundles, as it was delivered. */
    Path bundle(String name) {
        try (var files = Files.walk(home.resolve("system/org/sallyport/" + name))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no bundle " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unpack(Path archive) {
        try {
            Files.createDirectories(home);
            Command.of("tar", "-xzf", archive.toString(), "--strip-components=1", "-C", home.toString())
                    .succeed();
            Path key = home.resolve("lab-key");
            Command.of("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-C", "lab", "-f", key.toString())
                    .succeed();
            String open = Files.readString(home.resolve("lab-key.pub"));
            Files.writeString(home.resolve("etc/sallyport-authorized-keys"), open);
            Files.writeString(
                    home.resolve("etc/keys.properties"),
                    "admin=" + open.split(" ", -1)[1] + ",_g_:admingroup\n"
                            + "_g_\\:admingroup=group,admin,manager,viewer,systembundles,ssh\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void setting(String file, String key, String value) {
        try {
            Path path = home.resolve("etc").resolve(file);
            List<String> lines = new ArrayList<>(Files.exists(path) ? Files.readAllLines(path) : List.of());
            lines.removeIf(line -> line.replace(" ", "").startsWith(key + "="));
            lines.add(key + " = " + value);
            Files.write(path, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the process and waits until its console answers. @return how long that took */
    Duration start() {
        launch();
        return awaitConsole();
    }

    /** Waits until the console of a launched process answers. @return how long that took since it was launched */
    public Duration awaitConsole() {
        while (!answers()) {
            if (System.nanoTime() - launched > BOOT.toNanos() || !process.isAlive()) {
                throw new IllegalStateException(name + " does not answer:\n" + log());
            }
            pause(50);
        }
        return Duration.ofNanos(System.nanoTime() - launched);
    }

    /** Karaf's own console is another door, which opens in its own time. */
    private void awaitKaraf() {
        while (!karafAnswers) {
            karafAnswers = ssh(karafPort, List.of("shell:echo"))
                            .within(Duration.ofSeconds(20))
                            .run()
                            .exit()
                    != SSH_FAILED;
            if (!karafAnswers && (System.nanoTime() - launched > BOOT.toNanos() || !process.isAlive())) {
                throw new IllegalStateException(name + " does not answer in Karaf's console:\n" + log());
            }
            pause(karafAnswers ? 0 : 50);
        }
    }

    /** Starts the process and waits for nothing. */
    public void launch() {
        karafAnswers = false;
        var options = new StringBuilder();
        properties.forEach((key, value) ->
                options.append("-D").append(key).append('=').append(value).append(' '));
        Command karaf = Command.of(home.resolve("bin/karaf").toString(), "daemon");
        Command command = namespace
                .map(inside -> karaf.behind("ip", "netns", "exec", inside.name()))
                .orElse(karaf);
        launched = System.nanoTime();
        process = command.start(
                home.resolve("console.log"),
                List.of(
                        "EXTRA_JAVA_OPTS=" + options.toString().strip(),
                        "JAVA_HOME=" + System.getProperty("java.home")));
        Leftovers.note(process);
    }

    /** Whether the shell knows the gateway's commands: the shell itself is there before them. */
    private boolean answers() {
        return tryConsole("show crypto engine").exit() == 0;
    }

    /** Types one line on the PIX console and returns what it printed; the line must succeed. */
    public String show(String line) {
        Command.Output output = tryConsole(line);
        if (output.exit() != 0) {
            throw new IllegalStateException(name + " refused \"" + Site.masked(line) + "\": " + output.text());
        }
        return output.text();
    }

    /** Types one line on the PIX console. */
    Command.Output tryConsole(String line) {
        return ssh(consolePort, List.of(line)).within(Duration.ofSeconds(20)).run();
    }

    /** Pastes lines into configuration mode of the PIX console and returns what they printed. */
    public Command.Output paste(List<String> lines) {
        var script = new ArrayList<String>();
        script.add("configure terminal");
        script.addAll(lines);
        script.add("exit");
        return ssh(consolePort, List.of())
                .input(String.join("\n", script) + "\n")
                .run();
    }

    /** Runs a command in the Karaf console, not the PIX one. */
    public String karaf(String line) {
        awaitKaraf();
        String output = ssh(karafPort, List.of(line)).within(LONG).succeed();
        return output.replaceFirst("Connection to \\S+ closed by remote host\\.\\s*$", ""); // ssh's own words
    }

    /** Types lines at a terminal of the Karaf console, and leaves it. */
    void typeInKaraf(List<String> lines) {
        awaitKaraf();
        var typed = new ArrayList<>(lines);
        typed.add("logout");
        ssh("-tt", karafPort, List.of())
                .input(String.join("\n", typed) + "\n")
                .within(Duration.ofSeconds(20))
                .run();
    }

    private Command ssh(int port, List<String> words) {
        return ssh("-T", port, words);
    }

    private Command ssh(String terminal, int port, List<String> words) {
        var ssh = new ArrayList<>(List.of(
                "ssh",
                terminal,
                "-F",
                "/dev/null",
                "-i",
                home.resolve("lab-key").toString(),
                "-p",
                String.valueOf(port),
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "BatchMode=yes",
                "-o",
                "LogLevel=QUIET",
                "admin@127.0.0.1"));
        ssh.addAll(words);
        return namespace.map(inside -> inside.command(ssh)).orElseGet(() -> Command.of(ssh));
    }

    /** Its process. */
    public Process process() {
        return process;
    }

    /** Kilobytes of memory that are resident now. */
    public long residentKilobytes() {
        return residentKilobytes(process);
    }

    /** Kilobytes of memory of a process that are resident now. */
    public static long residentKilobytes(Process process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kilobytes of the heap that are in use after all garbage is gone; packets may wait while it is collected. */
    public long liveKilobytes() {
        jcmd("GC.run");
        return used("(?:generation|region|heap)\\s+total \\d+K, used (\\d+)K");
    }

    /** What a pattern finds in what the machine says of its memory, the sum of it. */
    private long used(String pattern) {
        Matcher used = Pattern.compile(pattern).matcher(jcmd("GC.heap_info"));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    /** How many objects of a class are alive after all garbage is gone. */
    long liveObjects(String className) {
        jcmd("GC.run");
        Matcher row = Pattern.compile("\\s(\\d+)\\s+\\d+\\s+" + Pattern.quote(className) + "[\\s(]")
                .matcher(jcmd("GC.class_histogram"));
        return row.find() ? Long.parseLong(row.group(1)) : 0;
    }

    /** What it holds after all garbage is gone. @param services that it has, which its process does not tell */
    Footprint footprint(long services) {
        long classes = liveObjects("java.lang.Class");
        return new Footprint(
                liveKilobytes(), used("Metaspace\\s+used (\\d+)K"), classes, threads(), openFiles(), services);
    }

    /** Threads but those that Karaf keeps for a minute after a console was closed. */
    private long threads() {
        return jcmd("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"") && !line.startsWith("\"session-"))
                .count();
    }

    private long openFiles() {
        try (var all = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String jcmd(String command) {
        return Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        command)
                .succeed();
    }

    /** Ends the process as a service manager would. @return its exit code */
    int terminate() {
        process.destroy();
        return await();
    }

    /** Ends the process without asking it. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    private int await() {
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " did not stop within " + STOP);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the process logged as wrong, and the end of what it printed and logged. */
    public String log() {
        var text = new StringBuilder();
        text.append(Command.of(
                        "grep",
                        "-hE",
                        "\\| (WARN|ERROR) ",
                        home.resolve("data/log/karaf.log").toString())
                .run()
                .text());
        for (String file : List.of("console.log", "data/log/karaf.log")) {
            try {
                List<String> lines = Files.readAllLines(home.resolve(file), StandardCharsets.ISO_8859_1);
                lines.subList(Math.max(0, lines.size() - 40), lines.size())
                        .forEach(line -> text.append(line).append('\n'));
            } catch (IOException e) {
                text.append("(no ").append(file).append(")\n");
            }
        }
        return text.toString();
    }

    /** The text of a file below the appliance's folder. */
    String read(String file) {
        try {
            return Files.readString(home.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file below the appliance's folder. */
    public void write(String file, String text) {
        try {
            Files.writeString(
                    home.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
