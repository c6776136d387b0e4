// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.ipsec.AccessFilter;
import org.sallyport.ipsec.AccessFilters;

/**
 * The commands {@code access-group} and {@code sysopt}, and what follows for the host's rules. Edits of a list that filters
 * take effect at once.
 */
final class AccessGroups {
    static final Setting GROUP = Setting.of("access-group <acl:name> in interface <if:name>")
            .help(
                    "Filter packets by an access list",
                    "Name of the list",
                    "Those that arrive",
                    "At an interface",
                    "Name of the interface")
            .order(450)
            .clearable("access-group")
            .showable("access-group")
            .onEntry(AccessGroups::enter);

    static final Setting PERMIT_IPSEC = Setting.of("sysopt connection permit-ipsec")
            .help("System options", "Connections", "Let decrypted packets through without asking access lists")
            .order(600)
            .clearable("sysopt");

    static final Setting PL_COMPATIBLE = Setting.of("sysopt ipsec pl-compatible")
            .help("System options", "IPsec", "Private Link compatibility: kept, and not implemented")
            .order(600)
            .rank(1)
            .clearable("sysopt")
            .onEntry((before, line) -> Change.of(line).warn("sysopt ipsec pl-compatible is kept, but not implemented"));

    private AccessGroups() {}

    static List<Command> commands() {
        return List.of(GROUP, PERMIT_IPSEC, PL_COMPATIBLE);
    }

    /** The lines that put a list before an interface. */
    static List<Line> of(Configuration configuration, String list) {
        return configuration.lines(GROUP).stream()
                .filter(line -> line.word("acl").equals(list))
                .toList();
    }

    private static Change enter(Configuration before, Line line) {
        if (!Interfaces.isNamed(before, line.word("if"))) {
            return Interfaces.notDefined(line);
        }
        if (AccessLists.lines(before, line.word("acl")).isEmpty()) {
            return Change.refused("access-list " + line.word("acl") + " does not exist");
        }
        return Change.none()
                .remove(before.under("access-group").stream()
                        .filter(other -> other.setting().equals(GROUP.grammar()))
                        .filter(other -> other.word("if").equals(line.word("if")))
                        .filter(other -> other.active() || !isOfFile(before, line))
                        .toList())
                .put(line.text());
    }

    /** Whether a line comes from a file: there it stands already, and those that wait beside it keep waiting. */
    private static boolean isOfFile(Configuration before, Line line) {
        return before.under(line.text()).stream().anyMatch(same -> !same.active());
    }

    /** What the lines want of the host's rules. */
    static AccessFilters filters(Configuration configuration, Interfaces interfaces) {
        List<AccessFilter> filters = new ArrayList<>();
        for (Line line : configuration.lines(GROUP)) {
            interfaces
                    .linuxName(configuration, line.word("if"))
                    .ifPresent(name ->
                            filters.add(new AccessFilter(name, AccessLists.rules(configuration, line.word("acl")))));
        }
        boolean exempt = configuration.line(PERMIT_IPSEC).isPresent();
        return filters.isEmpty() ? AccessFilters.NONE : new AccessFilters(filters, exempt);
    }

    /** What {@code show sysopt} prints. */
    static List<String> sysopt(Configuration configuration) {
        List<String> lines = new ArrayList<>();
        for (Setting option : List.of(PERMIT_IPSEC, PL_COMPATIBLE, Strictness.STRICT)) {
            lines.add((configuration.line(option).isPresent() ? "" : "no ") + option.grammar());
        }
        configuration.line(TcpSegments.LARGEST).map(Line::text).ifPresent(lines::add);
        return lines;
    }
}
