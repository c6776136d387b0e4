// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Mode;
import org.sallyport.config.Shell;
import org.sallyport.config.Shell.Login;
import org.sallyport.runtime.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel of an SSH connection: a person with a terminal, one command, or lines on standard input. Without a terminal it starts
 * privileged and exits with status 1 if a line was refused.
 */
final class SshVisit implements Command {
    private static final Logger log = LoggerFactory.getLogger(SshVisit.class);

    private final Shell shell;
    private final Threads threads;
    private final @Nullable String command;
    private @Nullable InputStream input;
    private @Nullable OutputStream output;
    private @Nullable ExitCallback exit;
    private volatile @Nullable Terminal terminal;

    SshVisit(Shell shell, Threads threads, @Nullable String command) {
        this.shell = shell;
        this.threads = threads;
        this.command = command;
    }

    @Override
    public void setInputStream(InputStream stream) {
        input = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        output = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        var user = channel.getSession().getUsername();
        log.info("ssh: {} from {}", user, channel.getSession().getClientAddress());
        threads.run("ssh " + user, () -> serve(user, environment));
    }

    private void serve(String user, Environment environment) {
        int status = 1;
        try {
            boolean person = command == null && hasTerminal(environment);
            status = person ? converse(user, environment) : script(user);
        } catch (IOException e) {
            log.info("ssh: {} is gone: {}", user, e.getMessage());
        } finally {
            Objects.requireNonNull(exit).onExit(status);
        }
    }

    private int script(String user) throws IOException {
        var lines = command == null
                ? Objects.requireNonNull(input)
                : new ByteArrayInputStream(command.getBytes(StandardCharsets.UTF_8));
        var printer = new PrintStream(Objects.requireNonNull(output), false, StandardCharsets.UTF_8);
        boolean good = Script.run(shell.open(new Login(user, Mode.PRIVILEGED)), lines, printer);
        printer.flush();
        return good ? 0 : 1;
    }

    private int converse(String user, Environment environment) throws IOException {
        var variables = environment.getEnv();
        var type = variables.getOrDefault(Environment.ENV_TERM, "dumb");
        try (var screen = new ExternalTerminal(
                null,
                "ssh",
                type,
                Objects.requireNonNull(input),
                Objects.requireNonNull(output),
                StandardCharsets.UTF_8,
                Terminal.SignalHandler.SIG_DFL,
                true)) {
            terminal = screen;
            Conversation.leaveControlZ(screen);
            screen.resume(); // not before: what was typed already may hold one
            screen.setSize(size(environment));
            environment.addSignalListener(
                    (channel, signal) -> {
                        screen.setSize(size(environment));
                        screen.raise(Terminal.Signal.WINCH);
                    },
                    Signal.WINCH);
            Conversation.hold(screen, shell, new Login(user, Mode.UNPRIVILEGED));
            return 0;
        }
    }

    /** A client that asked for a terminal said its size; modes it need not have named. */
    private static boolean hasTerminal(Environment environment) {
        return environment.getEnv().containsKey(Environment.ENV_LINES);
    }

    private static Size size(Environment environment) {
        var variables = environment.getEnv();
        return new Size(
                number(variables.get(Environment.ENV_COLUMNS), 80), number(variables.get(Environment.ENV_LINES), 24));
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text);
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** The peer is gone: whoever waits for its input is woken. */
    @Override
    public void destroy(ChannelSession channel) throws IOException {
        var screen = terminal;
        if (screen != null) {
            screen.close();
        }
    }
}
