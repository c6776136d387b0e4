// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.config.Command;
import org.sallyport.config.CommandSet;
import org.sallyport.config.CommandTable;
import org.sallyport.config.Person;
import org.sallyport.config.RunningConfiguration;
import org.sallyport.config.Shell;
import org.sallyport.config.ShellSession;
import org.sallyport.config.StartupConfiguration;
import org.sallyport.runtime.Ticker;
import org.sallyport.runtime.WallClock;

/** The shell and the commands that belong to it. Thread-safe. */
final class CommandLine implements Shell, CommandSet {
    private final RunningConfiguration running;
    private final CommandTable table;
    private final StartupConfiguration startup;
    private final List<Command> commands;

    CommandLine(
            RunningConfiguration running,
            CommandTable table,
            StartupConfiguration startup,
            Ticker ticker,
            WallClock clock) {
        this.running = running;
        this.table = table;
        this.startup = startup;
        var all = new ArrayList<Command>();
        all.add(Identity.HOSTNAME);
        all.add(Identity.DOMAIN_NAME);
        all.add(new ShowVersion(running, startup, ticker).command());
        all.add(ShowClock.command(clock));
        all.addAll(new SessionCommands(table).commands());
        all.addAll(new MemoryCommands(startup).commands());
        commands = List.copyOf(all);
    }

    @Override
    public ShellSession open(Login login) {
        return new Session(running, table, startup, login, null);
    }

    @Override
    public ShellSession open(Login login, Person person) {
        return new Session(running, table, startup, login, person);
    }

    @Override
    public List<Command> commands() {
        return commands;
    }
}
