// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.regex.Pattern;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Judgement;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.config.TokenType;

/**
 * The commands {@code nat} and {@code global}. This gateway translates no address: what {@code nat 0} asks for is so anyway, and
 * the others are kept and warned of. A crypto map sees packets as they come from inside.
 */
final class Translations {
    private static final int ORDER = 440;

    static final Setting NONE = Setting.of("nat <nat-if:nat-interface> 0 {access-list <acl:name>|<ip:ip> <mask:mask>}")
            .help(
                    "Translation of addresses",
                    "Of packets that come from an interface, in parentheses",
                    "None",
                    "For flows of an access list, or for these addresses")
            .order(ORDER)
            .clearable("nat")
            .onEntry(Translations::enterNone);

    static final Setting SOME = Setting.of("nat <nat-if:nat-interface> <id:1-2147483647> <ip:ip> <mask:mask>")
            .help(
                    "Translation of addresses",
                    "Of packets that come from an interface, in parentheses",
                    "Number of a pool: kept, and not implemented",
                    "For these addresses",
                    "Their netmask")
            .order(ORDER)
            .rank(1)
            .clearable("nat")
            .onEntry(Translations::enterSome);

    static final Setting GLOBAL = Setting.of(
                    "global <nat-if:nat-interface> <id:1-2147483647> {interface|<ip:ip> [netmask <mask:mask>]}")
            .help(
                    "Addresses that others see",
                    "At an interface, in parentheses",
                    "Number of the pool: kept, and not implemented",
                    "The interface's own, or another one")
            .order(ORDER)
            .clearable("global")
            .onEntry(Translations::enterSome);

    private Translations() {}

    static List<Command> commands() {
        return List.of(NONE, SOME, GLOBAL);
    }

    /** Whether a line names an interface as these commands do. */
    static boolean isAt(Line line, String interfaceName) {
        return line.arguments()
                .find("nat-if")
                .map(InterfaceWord::bare)
                .filter(interfaceName::equals)
                .isPresent();
    }

    private static boolean isNamed(Configuration before, Line line) {
        return Interfaces.isNamed(before, bare(line));
    }

    private static String bare(Line line) {
        return InterfaceWord.bare(line.word("nat-if"));
    }

    private static Change notDefined(Line line) {
        return Change.refused("interface name \"" + bare(line) + "\" not defined");
    }

    private static Change enterNone(Configuration before, Line line) {
        if (!isNamed(before, line)) {
            return notDefined(line);
        }
        return line.arguments()
                .find("ip")
                .map(address -> Change.of(line).note("nat 0 " + address + " will be non-translated"))
                .orElseGet(() -> Change.of(line));
    }

    private static Change enterSome(Configuration before, Line line) {
        return isNamed(before, line)
                ? Change.of(line)
                        .warn("translation of addresses is not implemented: \"" + line.text()
                                + "\" is kept, and packets keep their addresses")
                : notDefined(line);
    }

    /** {@code (inside)}. */
    static final class InterfaceWord implements TokenType {
        private static final Pattern FORM = Pattern.compile("\\([A-Za-z0-9_./-]{1,48}\\)");

        static String bare(String word) {
            return word.substring(1, word.length() - 1);
        }

        @Override
        public String name() {
            return "nat-interface";
        }

        @Override
        public Judgement judge(String word) {
            return FORM.matcher(word).matches()
                    ? new Judgement.Valid(word)
                    : new Judgement.Invalid("\"" + word + "\" is not the name of an interface in parentheses");
        }
    }
}
