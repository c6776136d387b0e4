// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.ipsec.SaOptions;

/**
 * The command {@code crypto ipsec security-association replay window-size}: by how many packets a packet may be late before it is taken
 * for a repetition. Of SAs that are negotiated from then on; those keyed by hand have no window.
 */
final class ReplayWindowSize {
    static final Setting SIZE = Setting.of(
                    "crypto ipsec security-association replay window-size {64|128|256|512|1024|2048|4096}")
            .help(
                    "Encryption",
                    "IPsec",
                    "Security associations",
                    "Protection against repeated packets",
                    "Packets that may overtake one another",
                    "Number of packets")
            .order(700)
            .key("crypto ipsec security-association replay window-size")
            .clearable("crypto ipsec security-association replay")
            .onEntry(ReplayWindowSize::enter);

    private ReplayWindowSize() {}

    private static Change enter(Configuration before, Line line) {
        var change = size(line) == SaOptions.DEFAULT.replayWindow() // is not written
                ? Change.none().remove(before.lines(SIZE))
                : Change.of(line);
        return CryptoMapBinding.all(before).isEmpty()
                ? change
                : change.note("% SAs that are negotiated from now on have this window");
    }

    /** Packets that the windows of negotiated SAs cover. */
    static int of(Configuration lines) {
        return lines.line(SIZE).map(ReplayWindowSize::size).orElse(SaOptions.DEFAULT.replayWindow());
    }

    private static int size(Line line) {
        return Integer.parseInt(line.text().replaceAll(".* ", ""));
    }
}
