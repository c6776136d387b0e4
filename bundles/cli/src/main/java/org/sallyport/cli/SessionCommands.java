// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.config.Action;
import org.sallyport.config.Command;
import org.sallyport.config.CommandTable;
import org.sallyport.config.Invocation;
import org.sallyport.config.Mode;
import org.sallyport.config.Reply;

/** The commands that move a session between its modes, and its help. */
final class SessionCommands {
    private final CommandTable table;

    SessionCommands(CommandTable table) {
        this.table = table;
    }

    List<Command> commands() {
        return List.of(
                Action.of("enable", Mode.UNPRIVILEGED, invocation -> to(invocation, Mode.PRIVILEGED))
                        .help("Enter privileged mode"),
                Action.of("disable", invocation -> to(invocation, Mode.UNPRIVILEGED))
                        .help("Leave privileged mode"),
                Action.of("configure terminal", invocation -> to(invocation, Mode.CONFIGURATION))
                        .help("Configure the unit", "From this terminal"),
                leave("exit"),
                leave("quit"),
                leave("logout"),
                Action.of("help [<words:rest>]", Mode.UNPRIVILEGED, this::help)
                        .help("List commands, or show the usage of one", "Leading words of a command"));
    }

    private static Action leave(String word) {
        return Action.of(word, Mode.UNPRIVILEGED, invocation -> {
                    invocation.console().leave();
                    return Reply.silent();
                })
                .help("Leave this mode; from the first one, the session");
    }

    /** Entering a mode one is already beyond or in is no error. {@code disable} goes all the way back. */
    private static Reply to(Invocation invocation, Mode mode) {
        var console = invocation.console();
        if (mode == Mode.UNPRIVILEGED || !console.mode().allows(mode)) {
            console.enter(mode);
        }
        return Reply.silent();
    }

    private Reply help(Invocation invocation) {
        var mode = invocation.console().mode();
        var words = String.join(" ", invocation.arguments().words("words"));
        if (words.isEmpty()) {
            return Reply.of(String.join("  ", table.words(mode)), "help <command> shows the usage of a command.");
        }
        var usage = new ArrayList<>(table.usage(mode, words));
        if (usage.isEmpty()) { // of a mode beyond this one
            usage.addAll(table.usage(Mode.CONFIGURATION, words));
        }
        return usage.isEmpty() ? Reply.error("unknown command \"" + words + "\"") : Reply.of(usage);
    }
}
