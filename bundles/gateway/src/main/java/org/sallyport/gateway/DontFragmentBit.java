// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.ipsec.DontFragment;

/** The command {@code crypto ipsec df-bit}: one line an interface; without it the bit is that of the inner packet. */
final class DontFragmentBit {
    static final Setting RULE = Setting.of("crypto ipsec df-bit {clear-df|copy-df|set-df} <if:name>")
            .help(
                    "Encryption",
                    "IPsec",
                    "The \"don't fragment\" bit of tunnel packets",
                    "Clear it, copy it from the inner packet, or set it",
                    "Name of the interface")
            .order(700)
            .clearable("crypto ipsec df-bit")
            .onEntry(DontFragmentBit::enter);

    private DontFragmentBit() {}

    private static Change enter(Configuration before, Line line) {
        if (!Interfaces.isNamed(before, line.word("if"))) {
            return Interfaces.notDefined(line);
        }
        List<Line> others = before.lines(RULE).stream()
                .filter(other -> other.word("if").equals(line.word("if")))
                .filter(other -> !other.text().equals(line.text()))
                .toList();
        var change = Change.of(line).remove(others);
        return CryptoMapBinding.all(before).isEmpty()
                ? change
                : change.note("% This takes effect at the next \"crypto map interface\"");
    }

    /** The rule for the SAs of a crypto map set: that of the interface that it is bound to. */
    static DontFragment of(Configuration lines, String map) {
        return lines.lines(CryptoMapBinding.INTERFACE).stream()
                .filter(bound -> bound.word("map").equals(map))
                .flatMap(bound -> lines.lines(RULE).stream()
                        .filter(line -> line.word("if").equals(bound.word("if"))))
                .findFirst()
                .map(DontFragmentBit::rule)
                .orElse(DontFragment.COPY);
    }

    private static DontFragment rule(Line line) {
        return line.has("set-df") ? DontFragment.SET : line.has("clear-df") ? DontFragment.CLEAR : DontFragment.COPY;
    }
}
