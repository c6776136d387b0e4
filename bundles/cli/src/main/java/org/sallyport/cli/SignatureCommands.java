// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.util.List;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sallyport.config.Command;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Show;

/** {@code show signatures}: which jars have to be signed, and what became of those that were looked at. */
@Component
public final class SignatureCommands implements CommandSet {
    private final Supplier<List<String>> listing;

    @Activate
    public SignatureCommands(@Reference(target = "(sallyport.listing=signatures)") Supplier<List<String>> listing) {
        this.listing = listing;
    }

    @Override
    public List<Command> commands() {
        return List.of(Show.of("show signatures", listing, (lines, arguments) -> lines)
                .help("Show", "Which jars have to be signed, and those that were refused"));
    }
}
