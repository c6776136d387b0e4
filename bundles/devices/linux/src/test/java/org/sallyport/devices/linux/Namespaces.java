// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Network namespaces of one test, which go when it ends; programs and JVMs that run in them. */
final class Namespaces implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final String prefix = "sd" + ProcessHandle.current().pid() + "-";
    private final List<String> names = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /** @throws AssertionError without root, unless the run says that it has none */
    Namespaces(String... names) {
        requireRoot();
        for (String name : names) {
            run("ip", "netns", "add", prefix + name);
            this.names.add(prefix + name);
            in(name, "ip", "link", "set", "lo", "up");
        }
    }

    private static void requireRoot() {
        try {
            boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            Assumptions.assumeTrue(
                    root || !Boolean.getBoolean("sallyport.noRoot"), "needs root, and sallyport.noRoot is set");
            assertThat(root)
                    .as("this test makes network namespaces and needs root; -Dsallyport.noRoot=true leaves it out")
                    .isTrue();
        } catch (IOException e) {
            fail("no /proc", e);
        }
    }

    /** A cable between two namespaces. */
    void cable(String one, String oneDevice, String other, String otherDevice) {
        run(("ip link add " + oneDevice + " netns " + prefix + one + " type veth peer name " + otherDevice + " netns "
                        + prefix + other)
                .split(" "));
        in(one, "ip", "link", "set", oneDevice, "up");
        in(other, "ip", "link", "set", otherDevice, "up");
    }

    /** Runs words in a namespace, and returns what they print. @throws AssertionError if they fail */
    String in(String namespace, String... words) {
        return run(words(namespace, words));
    }

    /** Runs one line of words without quotes. */
    String line(String namespace, String line) {
        return in(namespace, line.split(" "));
    }

    /** Runs a main class of the tests in a namespace to its end. */
    String java(String namespace, Class<?> main, String... arguments) {
        return in(namespace, javaWords(library(), main, arguments));
    }

    /** Runs a main class of the tests without any capability. */
    String javaAsNobody(String namespace, Class<?> main, String... arguments) {
        try (Copies copies = Copies.of(classPath(), Path.of(library()))) {
            var words = new ArrayList<>(copies.runner());
            words.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
            words.addAll(List.of(javaWords(copies.library(), main, arguments)));
            return in(namespace, words.toArray(String[]::new));
        }
    }

    /** Starts a main class of the tests; it ends with the test at the latest. */
    Process start(String namespace, Class<?> main, String... arguments) {
        try {
            Process process = builder(words(namespace, javaWords(library(), main, arguments)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String[] javaWords(String library, Class<?> main, String... arguments) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xcheck:jni",
                "-Djava.library.path=" + library,
                main.getName()));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    /** The words, put into a namespace. */
    String[] words(String namespace, String... words) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", prefix + namespace));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    /** The namespace's name in the system. */
    String name(String namespace) {
        return prefix + namespace;
    }

    private static ProcessBuilder builder(String... words) {
        var builder = new ProcessBuilder(words);
        builder.environment().put("CLASSPATH", classPath());
        return builder;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String library() {
        return System.getProperty("java.library.path");
    }

    /** Runs a program, and returns what it prints. */
    static String run(String... words) {
        try {
            Path output = Files.createTempFile("namespaces", ".txt");
            File file = output.toFile();
            try {
                Process process = builder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(file)
                        .start();
                boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
                process.destroyForcibly();
                String text = Files.readString(output, StandardCharsets.UTF_8);
                assertThat(ended)
                        .as("%s ends; it said %s", List.of(words), text)
                        .isTrue();
                assertThat(process.exitValue())
                        .as("exit status of %s, which said:%n%s", List.of(words), text)
                        .isZero();
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroyForcibly();
            process.onExit().join();
        }
        names.forEach(name -> run("ip", "netns", "del", name));
    }
}
