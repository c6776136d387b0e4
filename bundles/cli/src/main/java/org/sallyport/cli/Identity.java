// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.util.regex.Pattern;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;

/** The name of the unit: {@code hostname} and {@code domain-name}. */
final class Identity {
    static final Setting HOSTNAME = Setting.of("hostname <name:name>")
            .help("Set the name of this unit", "1 to 16 letters, digits and hyphens")
            .order(200)
            .key("hostname")
            .clearable("hostname")
            .showable("hostname")
            .onEntry(Identity::nameUnit);

    static final Setting DOMAIN_NAME = Setting.of("domain-name <name:name>")
            .help("Set the domain of this unit", "Domain name")
            .order(210)
            .key("domain-name")
            .clearable("domain-name")
            .showable("domain-name")
            .onEntry(Identity::nameDomain);

    private static final String DEFAULT = "pixfirewall";
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"; // RFC 1123, 2.1
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern NAME = Pattern.compile("(?=.{1,16}$)" + LABEL);

    private Identity() {}

    /** The present name, or that of a unit nobody has named. */
    static String hostname(Configuration configuration) {
        return configuration.line(HOSTNAME).map(line -> line.word("name")).orElse(DEFAULT);
    }

    private static Change nameDomain(Configuration before, Line line) {
        return DOMAIN.matcher(line.word("name")).matches()
                ? Change.of(line)
                : Change.refused("\"" + line.word("name") + "\" is not a domain name");
    }

    private static Change nameUnit(Configuration before, Line line) {
        return NAME.matcher(line.word("name")).matches()
                ? Change.of(line)
                : Change.refused(
                        "hostname \"" + line.word("name") + "\" must have 1 to 16 letters, digits and inner hyphens");
    }
}
