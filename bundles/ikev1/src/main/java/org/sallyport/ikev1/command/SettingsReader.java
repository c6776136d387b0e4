// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.ikev1.command.PolicyLines.Suite;
import org.sallyport.ikev1.proposal.Lifetime;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.ikev1.settings.Identity;
import org.sallyport.ikev1.settings.Options;
import org.sallyport.ikev1.settings.PeerKey;
import org.sallyport.ikev1.settings.Policy;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/** What the {@code isakmp} lines mean, by the transforms that are installed. A policy that lacks one cannot be used, and says so. */
final class SettingsReader {
    private static final int NAT_KEEPALIVE_SECONDS = 20;

    /** What a unit without a line {@code hostname} is called; its prompt says so, too. */
    private static final String UNNAMED = "pixfirewall";

    private SettingsReader() {}

    static Settings read(Configuration lines, TransformSnapshot transforms) {
        return new Settings(
                lines.lines(IsakmpLines.ENABLE).stream()
                        .map(line -> line.word("if"))
                        .collect(Collectors.toSet()),
                identity(lines),
                PolicyLines.texts(lines),
                policies(lines, transforms),
                lines.lines(IsakmpLines.KEY).stream().map(SettingsReader::key).toList(),
                options(lines));
    }

    private static Identity identity(Configuration lines) {
        boolean byName = lines.line(IsakmpLines.IDENTITY)
                .filter(line -> line.has("hostname"))
                .isPresent();
        return byName ? new Identity.Hostname(fullName(lines)) : new Identity.Address();
    }

    private static String fullName(Configuration lines) {
        String host = word(lines, "hostname").orElse(UNNAMED);
        return word(lines, "domain-name").map(domain -> host + "." + domain).orElse(host);
    }

    /** The value of a line of two words that another bundle brings. */
    private static Optional<String> word(Configuration lines, String command) {
        return lines.under(command).stream()
                .map(line -> line.text().substring(command.length()).strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static List<Policy> policies(Configuration lines, TransformSnapshot transforms) {
        List<Suite> suites = new ArrayList<>(PolicyLines.suites(lines));
        suites.add(Suite.standard(Policy.DEFAULT));
        return suites.stream().map(suite -> policy(suite, transforms)).toList();
    }

    private static Policy policy(Suite suite, TransformSnapshot transforms) {
        Optional<InstalledTransform> cipher = transforms.isakmpKeyword(TransformKind.ENCRYPTION, suite.encryption());
        Optional<InstalledTransform> hash = transforms.isakmpKeyword(TransformKind.PRF, suite.hash());
        Optional<InstalledTransform> group = transforms.isakmpKeyword(TransformKind.KEY_EXCHANGE, suite.group());
        var policy = new Policy(
                suite.priority(),
                new Phase1Suite(
                        number(cipher),
                        cipher.map(found -> keyBits(found, suite.encryption())).orElse(0),
                        number(hash),
                        suite.preShared() ? Phase1Suite.PRE_SHARED_KEY : Phase1Suite.RSA_SIGNATURE,
                        number(group),
                        new Lifetime(suite.lifetime(), 0)));
        return suite.lacking(policy.lines(), transforms).map(policy::lacking).orElse(policy);
    }

    private static int number(Optional<InstalledTransform> transform) {
        return transform.map(found -> found.description().ikev1()).orElse(0);
    }

    private static int keyBits(InstalledTransform cipher, String keyword) {
        List<Integer> sizes = cipher.description().keyBits();
        return sizes.size() == 1 ? 0 : sizes.get(cipher.description().isakmp().indexOf(keyword));
    }

    private static PeerKey key(Line line) {
        byte[] bytes = line.arguments().passphrase("key");
        try {
            return new PeerKey(IsakmpLines.peers(line), Secret.of(bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static Options options(Configuration lines) {
        return new Options(
                keepalive(lines),
                lines.line(IsakmpLines.NAT_TRAVERSAL)
                        .map(line -> new Options.NatTraversal(seconds(line, "seconds", NAT_KEEPALIVE_SECONDS))),
                lines.line(IsakmpLines.LIFETIME_RULE).isPresent(),
                aggressive(lines, "respond"),
                aggressive(lines, "initiate"),
                Options.DEFAULT.retries(),
                Options.DEFAULT.limits());
    }

    private static Optional<Options.Keepalive> keepalive(Configuration lines) {
        Optional<Line> line = lines.line(IsakmpLines.KEEPALIVE);
        if (line.isEmpty()) {
            return Optional.of(Options.Keepalive.DEFAULT);
        }
        return line.filter(said -> !said.has("disable"))
                .map(said -> new Options.Keepalive(
                        (int) said.number("seconds"),
                        seconds(said, "retry", Options.Keepalive.DEFAULT.retrySeconds()),
                        false));
    }

    private static int seconds(Line line, String variable, int usual) {
        return line.arguments().find(variable).map(Integer::parseInt).orElse(usual);
    }

    private static boolean aggressive(Configuration lines, String role) {
        return lines.lines(IsakmpLines.AGGRESSIVE).stream().anyMatch(line -> line.has(role));
    }
}
