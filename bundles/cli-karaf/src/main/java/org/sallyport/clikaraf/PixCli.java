// SPDX-License-Identifier: Apache-2.0
package org.sallyport.clikaraf;

import java.util.List;
import java.util.function.BiConsumer;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Mode;
import org.sallyport.config.Shell.Login;

/** {@code pix:cli}: the PIX console on the terminal of a Karaf session, until {@code exit}. */
final class PixCli implements Command {
    private static final String NAME = "cli";
    private static final String TERMINAL = ".jline.terminal";

    private final BiConsumer<Terminal, Login> door;

    PixCli(BiConsumer<Terminal, Login> door) {
        this.door = door;
    }

    @Override
    public String getScope() {
        return PixWords.SCOPE;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String getDescription() {
        return "Opens the PIX console; exit leads back here";
    }

    @Override
    public Completer getCompleter(boolean scoped) {
        return new StringsCompleter(new String[] {scoped ? NAME : PixWords.SCOPE + ":" + NAME});
    }

    @Override
    public @Nullable Parser getParser() {
        return null;
    }

    @Override
    public @Nullable Object execute(Session session, List<Object> arguments) throws LineRefused {
        if (!(session.get(TERMINAL) instanceof Terminal terminal)) {
            throw new LineRefused("pix:cli needs a terminal; send lines to the SSH door of the PIX console instead");
        }
        door.accept(terminal, new Login(user(session), Mode.UNPRIVILEGED));
        return null;
    }

    /** Who uses a Karaf session, for logs. */
    static String user(Session session) {
        return session.get("USER") instanceof String user ? user : "karaf";
    }
}
