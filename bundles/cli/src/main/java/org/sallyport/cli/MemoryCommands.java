// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.config.Action;
import org.sallyport.config.Command;
import org.sallyport.config.Console;
import org.sallyport.config.Reply;
import org.sallyport.config.Show;
import org.sallyport.config.StartupConfiguration;

/** The commands that write, read and show whole configurations. */
final class MemoryCommands {
    private final StartupConfiguration startup;

    MemoryCommands(StartupConfiguration startup) {
        this.startup = startup;
    }

    List<Command> commands() {
        return List.of(
                Action.of("write terminal", invocation -> writeTerminal())
                        .help("Write the configuration", "To this terminal, keys masked"),
                Action.of("write memory", invocation -> startup.save())
                        .help("Write the configuration", "To be found again at the next start"),
                Action.of("write erase", invocation -> erase(invocation.console()))
                        .help("Write the configuration", "Erase the stored one"),
                Action.of("configure memory", invocation -> startup.load())
                        .help("Configure the unit", "From the stored configuration, merged into the running one"),
                Show.of("show running-config", startup::running, (lines, arguments) -> lines)
                        .help("Show configuration or state", "The configuration that runs, keys masked"),
                Action.of("show startup-config", invocation -> startup.stored())
                        .help("Show configuration or state", "The stored configuration, keys masked"));
    }

    private Reply writeTerminal() {
        var lines = new ArrayList<String>();
        lines.add("Building configuration...");
        lines.addAll(startup.running());
        lines.add("[OK]");
        return Reply.of(lines);
    }

    /** A person confirms with Enter, as on the PIX; a script means what it says. */
    private Reply erase(Console console) {
        if (console.interactive()) {
            var answer = console.ask("Erase configuration in flash memory? [confirm]")
                    .map(String::strip);
            if (answer.isEmpty() || !(answer.get().isEmpty() || answer.get().equalsIgnoreCase("y"))) {
                return Reply.of("Erase cancelled.");
            }
        }
        return startup.erase();
    }
}
