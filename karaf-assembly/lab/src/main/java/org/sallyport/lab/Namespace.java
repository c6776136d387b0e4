// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.util.List;

/** A network namespace of ours. */
public record Namespace(String name) implements AutoCloseable {
    /** A new one, with loopback up. */
    public static Namespace create(String name) {
        Command.of("ip", "netns", "add", name).succeed();
        var namespace = new Namespace(name);
        namespace.ip("link set lo up");
        return namespace;
    }

    /** Runs {@code ip} with these words inside. */
    public void ip(String words) {
        command(List.of(("ip " + words).split(" ", -1))).succeed();
    }

    /** A command that runs inside. */
    public Command command(String... words) {
        return Command.of(words).behind("ip", "netns", "exec", name);
    }

    /** A command that runs inside. */
    public Command command(List<String> words) {
        return Command.of(words).behind("ip", "netns", "exec", name);
    }

    /** Loads nftables rules inside. */
    public void nft(String rules) {
        command("nft", "-f", "-").input(rules).succeed();
    }

    /** Removes it, with everything in it. */
    @Override
    public void close() {
        Command.of("ip", "netns", "del", name).run();
    }
}
