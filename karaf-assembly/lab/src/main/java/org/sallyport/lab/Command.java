// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program to run, with its arguments; immutable. */
public final class Command {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> words;
    private final String input;
    private final Duration patience;

    private Command(List<String> words, String input, Duration patience) {
        this.words = List.copyOf(words);
        this.input = input;
        this.patience = patience;
    }

    public static Command of(String... words) {
        return new Command(List.of(words), "", PATIENCE);
    }

    public static Command of(List<String> words) {
        return new Command(words, "", PATIENCE);
    }

    /** The same program with this text as its standard input. */
    public Command input(String text) {
        return new Command(words, text, patience);
    }

    /** The same program with more or less time. */
    public Command within(Duration time) {
        return new Command(words, input, time);
    }

    /** What a program printed, both streams mixed, and how it ended. */
    public record Output(int exit, String text) {
        public List<String> lines() {
            return text.lines().toList();
        }
    }

    /** Runs it to its end. */
    public Output run() {
        Path out = null;
        try {
            out = Files.createTempFile("sallyport-lab", ".out");
            out.toFile().deleteOnExit();
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the program did not want all of its input
            }
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("took longer than " + patience + ": " + words);
            }
            return new Output(process.exitValue(), Files.readString(out, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + words, e);
        } finally {
            delete(out);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // a forgotten temporary file harms nobody
        }
    }

    /** Runs it, and insists that it ends well. */
    public String succeed() {
        Output output = run();
        if (output.exit() != 0) {
            throw new IllegalStateException(String.join(" ", words) + " ended with " + output.exit() + ": "
                    + output.text().strip());
        }
        return output.text();
    }

    /** Starts it, with its output in a file. */
    public Process start(Path log, List<String> environment) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
            for (String setting : environment) {
                int equals = setting.indexOf('=');
                builder.environment().put(setting.substring(0, equals), setting.substring(equals + 1));
            }
            builder.redirectInput(
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, with its output in a file. */
    public Process start(Path log) {
        return start(log, List.of());
    }

    /** The same program behind another one that runs it. */
    public Command behind(String... runner) {
        var all = new ArrayList<>(List.of(runner));
        all.addAll(words);
        return new Command(all, input, patience);
    }
}
