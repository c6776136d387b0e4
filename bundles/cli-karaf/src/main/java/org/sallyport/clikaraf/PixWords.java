// SPDX-License-Identifier: Apache-2.0
package org.sallyport.clikaraf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.shell.api.console.Registry;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Setting;
import org.sallyport.config.Shell;

/**
 * The first words of the present PIX commands, as Gogo commands in scope {@code pix}; they come and go with the bundles that bring
 * them. Words that move between modes make no sense for a single line, and {@code clear} and some others are Karaf's own.
 *
 * <p>Synchronized: command sets come and go on any thread.
 */
final class PixWords implements AutoCloseable {
    static final String SCOPE = "pix";

    private static final Set<String> LEFT_OUT =
            Set.of("exit", "quit", "logout", "help", "history", "clear", "enable", "disable", "configure");

    private final Registry registry;
    private final Shell shell;
    private final List<CommandSet> sets = new ArrayList<>();
    private final Map<String, PixWord> registered = new HashMap<>();

    PixWords(Registry registry, Shell shell) {
        this.registry = registry;
        this.shell = shell;
    }

    synchronized void add(CommandSet set) {
        sets.add(set);
        update();
    }

    synchronized void remove(CommandSet set) {
        sets.remove(set);
        update();
    }

    @Override
    public synchronized void close() {
        sets.clear();
        update();
    }

    private void update() {
        var present = new TreeSet<String>();
        sets.forEach(set -> words(set, present));
        present.removeAll(LEFT_OUT);
        for (var word : List.copyOf(registered.keySet())) {
            if (!present.contains(word)) {
                registry.unregister(registered.remove(word));
            }
        }
        for (var word : present) {
            if (!registered.containsKey(word)) {
                var command = new PixWord(word, shell);
                registered.put(word, command);
                registry.register(command);
            }
        }
    }

    private static void words(CommandSet set, Set<String> words) {
        for (var command : set.commands()) {
            words.add(first(command.grammar()));
            if (command instanceof Setting setting) {
                words.add("no");
                if (!setting.showable().isEmpty()) {
                    words.add("show");
                }
            }
        }
        set.aliases().keySet().forEach(alias -> words.add(first(alias)));
    }

    private static String first(String line) {
        return line.strip().split(" ", 2)[0];
    }
}
