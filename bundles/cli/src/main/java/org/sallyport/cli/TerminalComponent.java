// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.util.function.BiConsumer;
import org.jline.terminal.Terminal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sallyport.config.Shell;
import org.sallyport.config.Shell.Login;

/**
 * The door for whoever already has a JLine terminal: holds a whole conversation on it. It is a service of the JDK's own type, so
 * that nobody needs to import this bundle.
 */
@Component(service = BiConsumer.class, property = "sallyport.door=terminal")
public final class TerminalComponent implements BiConsumer<Terminal, Login> {
    private final Shell shell;

    /** A door to the shell. */
    @Activate
    public TerminalComponent(@Reference Shell shell) {
        this.shell = shell;
    }

    @Override
    public void accept(Terminal terminal, Login login) {
        Conversation.hold(terminal, shell, login);
    }
}
