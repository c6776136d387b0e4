// SPDX-License-Identifier: Apache-2.0
package org.sallyport.clikaraf;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Candidate;
import org.sallyport.config.Mode;
import org.sallyport.config.Shell;
import org.sallyport.config.Shell.Login;

/**
 * One PIX word as a Gogo command: the rest of its line goes to the shell as one privileged configuration line. Gogo has unquoted
 * and expanded the words before, and may keep them in its history; so lines with secrets are refused here.
 */
final class PixWord implements Command, Completer {
    private final String word;
    private final Shell shell;

    PixWord(String word, Shell shell) {
        this.word = word;
        this.shell = shell;
    }

    @Override
    public String getScope() {
        return PixWords.SCOPE;
    }

    @Override
    public String getName() {
        return word;
    }

    @Override
    public String getDescription() {
        return "One line of PIX configuration or a PIX command";
    }

    @Override
    public Completer getCompleter(boolean scoped) {
        return this;
    }

    @Override
    public @Nullable Parser getParser() {
        return null;
    }

    /** Prints what the shell replies; a refused line fails the command, so that scripts notice. */
    @Override
    public @Nullable Object execute(Session session, List<Object> arguments) throws LineRefused {
        var line = word + arguments.stream().map(each -> " " + each).collect(Collectors.joining());
        var lines = shell.open(login(session));
        if (lines.carriesSecret(line)) {
            throw new LineRefused("keys are taken in pix:cli only, where no history keeps them");
        }
        var reply = lines.line(line);
        reply.lines().forEach(System.out::println); // Karaf gives each command its own, so that pipes work
        if (reply.failed()) {
            throw new LineRefused("the line was refused");
        }
        return null;
    }

    @Override
    public int complete(Session session, CommandLine typed, List<String> candidates) {
        int index = typed.getCursorArgumentIndex();
        var argument = Objects.requireNonNullElse(typed.getCursorArgument(), "");
        var begin = argument.substring(0, Math.min(typed.getArgumentPosition(), argument.length()));
        if (index == 0) {
            if (word.startsWith(begin)) {
                candidates.add(word + " ");
            }
        } else {
            var words = List.of(typed.getArguments()).subList(1, index);
            var buffer = word + words.stream().map(each -> " " + each).collect(Collectors.joining()) + " " + begin;
            shell.open(login(session)).complete(buffer, buffer.length()).stream()
                    .filter(Candidate::literal)
                    .forEach(each -> candidates.add(each.word() + " "));
        }
        return candidates.isEmpty() ? -1 : typed.getBufferPosition() - typed.getArgumentPosition();
    }

    private static Login login(Session session) {
        return new Login(PixCli.user(session), Mode.CONFIGURATION);
    }
}
