// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.sallyport.config.Change;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Setting;
import org.sallyport.config.internal.Startup;
import org.sallyport.config.internal.Store;

/** The shell over a store, without a framework, and two commands such as a gateway has. */
final class Rig {
    static final CommandSet GATEWAY = CommandSet.of(
            Setting.of(
                            "access-list <acl:name> {permit|deny} ip {any|<src:ip> <srcmask:mask>} {any|<dst:ip> <dstmask:mask>}")
                    .help(
                            "Add an element to an access list",
                            "Name of the list",
                            "Protect what matches, or leave it to the next entry",
                            "All protocols",
                            "Source: any, or a network and its mask",
                            "Destination: any, or a network and its mask")
                    .order(300)
                    .removable("access-list <acl>")
                    .clearable("access-list [<acl>]")
                    .showable("access-list [<acl>]"),
            Setting.of("crypto map <map:name> <seq:1-65535> set session-key {inbound|outbound} esp"
                            + " <spi:256-4294967295:SPI> cipher <key:hex:cipher key>")
                    .order(720)
                    .onEntry((before, line) ->
                            Change.of(line).note("The new key takes effect with the next binding of the map.")));

    final Store store = new Store();
    final Startup startup;
    final AtomicLong nanos = new AtomicLong();
    final CommandLine shell;

    Rig(Path folder) {
        startup = new Startup(store, folder.resolve("startup-config.pix"));
        shell = new CommandLine(store, store, startup, nanos::get, () -> Instant.parse("1999-08-05T15:34:55Z"));
        store.add(shell);
        store.add(GATEWAY);
    }
}
