// SPDX-License-Identifier: Apache-2.0
package org.sallyport.clikaraf;

import java.util.function.BiConsumer;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.jline.terminal.Terminal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Shell;
import org.sallyport.config.Shell.Login;

/** Registers the commands with Karaf's shell as long as it is there. */
@Component(
        immediate = true,
        service = {})
public final class KarafComponent {
    private final Registry registry;
    private final PixCli cli;
    private final PixWords words;

    /** Registers {@code pix:cli}. */
    @Activate
    public KarafComponent(
            @Reference SessionFactory sessions,
            @Reference Shell shell,
            @Reference(target = "(sallyport.door=terminal)") BiConsumer<Terminal, Login> door) {
        registry = sessions.getRegistry();
        cli = new PixCli(door);
        words = new PixWords(registry, shell);
        registry.register(cli);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCommands(CommandSet set) {
        words.add(set);
    }

    void removeCommands(CommandSet set) {
        words.remove(set);
    }

    @Deactivate
    void close() {
        words.close();
        registry.unregister(cli);
    }
}
