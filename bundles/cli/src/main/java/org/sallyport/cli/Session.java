// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Candidate;
import org.sallyport.config.CommandTable;
import org.sallyport.config.Console;
import org.sallyport.config.Mode;
import org.sallyport.config.Person;
import org.sallyport.config.Reply;
import org.sallyport.config.RunningConfiguration;
import org.sallyport.config.Shell.Login;
import org.sallyport.config.ShellSession;
import org.sallyport.config.StartupConfiguration;
import org.sallyport.config.StartupState;

/** One administrator's session: a mode, and the way of each line to its command. Owned by the thread of its door. */
final class Session implements ShellSession, Console {
    /** The key that leaves configuration mode, as a line of its own. */
    static final String CONTROL_Z = "\u001a";

    private final RunningConfiguration running;
    private final CommandTable commands;
    private final StartupConfiguration startup;
    private final Login login;
    private final @Nullable Person person;
    private Mode mode;
    private volatile boolean closed;

    Session(
            RunningConfiguration running,
            CommandTable commands,
            StartupConfiguration startup,
            Login login,
            @Nullable Person person) {
        this.running = running;
        this.commands = commands;
        this.startup = startup;
        this.login = login;
        this.person = person;
        mode = login.mode();
    }

    @Override
    public List<String> banner() {
        var lines = new ArrayList<String>();
        lines.add("");
        var state = startup.state();
        boolean incomplete =
                state instanceof StartupState.Loaded loaded && !loaded.refused().isEmpty();
        if (incomplete || state instanceof StartupState.Refused) {
            lines.add("WARNING: " + state.sentence());
        }
        lines.add("Type help or '?' for a list of available commands.");
        return lines;
    }

    /** A line that ends in {@code ?} asks for help, also where no key can; no other line has one. */
    @Override
    public Reply line(String raw) {
        var line = raw.strip();
        if (line.equals(CONTROL_Z)) {
            return end();
        }
        int question = line.startsWith("!") || line.startsWith(":") ? -1 : line.indexOf('?');
        if (question < 0) {
            return running.execute(this, raw);
        }
        var help = Reply.of(help(line.substring(0, question)));
        return question == line.length() - 1
                ? help
                : Reply.error("\"?\" asks for help and cannot stand within a line")
                        .and(help);
    }

    private Reply end() {
        if (mode == Mode.CONFIGURATION) {
            leave();
        }
        return Reply.silent();
    }

    @Override
    public String prompt() {
        return Identity.hostname(running.current()) + mode.suffix() + " ";
    }

    @Override
    public List<Candidate> complete(String buffer, int cursor) {
        return commands.complete(mode, buffer.substring(0, cursor));
    }

    @Override
    public List<String> help(String buffer) {
        var candidates = commands.complete(mode, buffer);
        int width =
                candidates.stream().mapToInt(each -> each.word().length()).max().orElse(0);
        return candidates.stream()
                .map(each -> ("  " + each.word()
                                + " ".repeat(width - each.word().length()) + "  " + each.help())
                        .stripTrailing())
                .toList();
    }

    @Override
    public boolean carriesSecret(String raw) {
        return commands.carriesSecret(mode, raw);
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public String user() {
        return login.user();
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public void enter(Mode next) {
        mode = next;
    }

    @Override
    public void leave() {
        if (mode.compareTo(login.mode()) <= 0) {
            closed = true;
        } else {
            mode = Mode.values()[mode.ordinal() - 1];
        }
    }

    @Override
    public boolean interactive() {
        return person != null;
    }

    @Override
    public Optional<String> ask(String question) {
        return person == null ? Optional.empty() : person.ask(question);
    }

    @Override
    public boolean tell(String line) {
        Person there = person;
        if (there == null || closed) {
            return false;
        }
        there.tell(line);
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
