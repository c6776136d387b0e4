// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
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

/** The shell and its commands as services. */
@Component(service = {Shell.class, CommandSet.class})
public final class CliComponent implements Shell, CommandSet {
    private final CommandLine line;

    /** Composes the shell. */
    @Activate
    public CliComponent(
            @Reference RunningConfiguration running,
            @Reference CommandTable table,
            @Reference StartupConfiguration startup,
            @Reference Ticker ticker,
            @Reference WallClock clock) {
        line = new CommandLine(running, table, startup, ticker, clock);
    }

    @Override
    public ShellSession open(Login login) {
        return line.open(login);
    }

    @Override
    public ShellSession open(Login login, Person person) {
        return line.open(login, person);
    }

    @Override
    public List<Command> commands() {
        return line.commands();
    }
}
