// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Judgement;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.config.TokenType;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/** The {@code isakmp} commands; all may be typed with {@code crypto} in front. */
final class IsakmpLines {
    /** A PIX's documentation allows a key as many bytes. */
    static final int LONGEST_KEY = 128;

    private static final String HOST_MASK = "255.255.255.255";
    private static final String DEFAULT_IDENTITY = "isakmp identity address";

    static final Setting ENABLE = isakmp("isakmp enable <if:name>", 800, "Enable IKE", "On an interface")
            .onEntry(IsakmpLines::enterEnable);

    static final Setting KEY = isakmp(
                    "isakmp key <key:secret:pre-shared key> address <address:ip> [netmask <mask:mask>] [no-xauth] [no-config-mode]",
                    801,
                    "A pre-shared key",
                    "The key",
                    "Of peers",
                    "Their address",
                    "Their netmask; one peer unless given",
                    "These peers need no extended authentication",
                    "These peers get no address")
            .written(IsakmpLines::writtenKey)
            .onEntry(IsakmpLines::enterKey);

    /** A key is taken back by its peers: nobody has to show it again, nor what else its line says of them. */
    static final Setting NO_KEY = Setting.of(
                    "no isakmp key [<key:secret:pre-shared key>] {address|<peers:key-peers>} <address:ip> [netmask <mask:mask>]")
            .help("Undo", "IKE", "A pre-shared key", "The key", "Of peers", "Their address", "Their netmask")
            .order(801)
            .onEntry(IsakmpLines::removeKey);

    /** Kept for whoever brings a PIX's lines: this gateway asks no peer for extended authentication, and gives none an address. */
    static final Setting PEER = isakmp(
            "isakmp peer {fqdn <fqdn:name>|ip <address:ip>} [no-xauth] [no-config-mode]",
            802,
            "A peer",
            "By its name or its address",
            "It needs no extended authentication",
            "It gets no address");

    /** A PIX writes it always; this gateway as soon as a line enables IKE. */
    static final Setting IDENTITY = isakmp(
                    "isakmp identity {address|hostname}",
                    803,
                    "What this gateway calls itself",
                    "Its address or its name")
            .key("isakmp identity")
            .onRemoval((before, removed) -> Change.none().put(DEFAULT_IDENTITY));

    /** {@code disable} is a later release's. */
    static final Setting KEEPALIVE = isakmp(
                    "isakmp keepalive {disable|<seconds:10-3600:interval> [<retry:2-10:retry interval>]}",
                    804,
                    "Ask silent peers whether they live; after 10 seconds, those to whom packets are sent, unless given",
                    "Never, or after so many seconds and again after so many, 2 unless given")
            .key("isakmp keepalive");

    static final Setting NAT_TRAVERSAL = isakmp(
                    "isakmp nat-traversal [<seconds:10-3600:interval>]",
                    804,
                    "Find NATs, and pass them in UDP",
                    "Seconds between packets that keep a NAT's memory, 20 unless given")
            .rank(1)
            .key("isakmp nat-traversal");

    /** Not a PIX's, which always answered: whoever hears the answer can guess the key at leisure. */
    static final Setting AGGRESSIVE = isakmp(
                    "isakmp aggressive-mode {respond|initiate}",
                    805,
                    "Aggressive mode",
                    "Answer peers that begin it, or begin it")
            .onEntry(
                    (before, line) -> Change.of(line)
                            .warn(
                                    "aggressive mode shows a hash of the pre-shared key to whoever asks: it can be guessed offline"));

    /** Not a PIX's: by its documentation a longer lifetime of ours refuses the peer, by its behaviour it does not. */
    static final Setting LIFETIME_RULE = isakmp(
            "isakmp strict-lifetime",
            805,
            "Refuse offers that live shorter than the policy, instead of living as short");

    /**
     * What begins the word {@code address} where a key may stand in its place: a keyword that is not typed in full is asked only
     * after all variables.
     */
    private static final TokenType KEY_PEERS = new TokenType() {
        private static final String WORD = "address";

        @Override
        public String name() {
            return "key-peers";
        }

        @Override
        public Judgement judge(String word) {
            return WORD.startsWith(word.toLowerCase(Locale.ROOT))
                    ? new Judgement.Valid(WORD)
                    : new Judgement.Invalid("\"" + WORD + "\" is missing"); // the word may be a key
        }
    };

    private final Supplier<TransformSnapshot> transforms;
    private final List<TokenType> types;

    IsakmpLines(Supplier<TransformSnapshot> transforms) {
        this.transforms = transforms;
        types = List.of(
                new TransformWord("isakmp-cipher", TransformKind.ENCRYPTION, transforms),
                new TransformWord("isakmp-hash", TransformKind.PRF, transforms),
                new TransformWord("isakmp-group", TransformKind.KEY_EXCHANGE, transforms),
                KEY_PEERS);
    }

    List<Command> commands() {
        var commands = new ArrayList<Command>(
                List.of(ENABLE, KEY, NO_KEY, PEER, IDENTITY, KEEPALIVE, NAT_TRAVERSAL, AGGRESSIVE, LIFETIME_RULE));
        commands.addAll(PolicyLines.settings(transforms));
        return commands;
    }

    List<TokenType> types() {
        return types;
    }

    static Map<String, String> aliases() {
        return Map.of("crypto isakmp", "isakmp");
    }

    private static Setting isakmp(String grammar, int order, String... help) {
        var texts = new ArrayList<>(List.of("IKE"));
        texts.addAll(List.of(help));
        return Setting.of(grammar)
                .help(texts.toArray(String[]::new))
                .order(order)
                .clearable("isakmp");
    }

    private static Change enterEnable(Configuration before, Line line) {
        boolean named = before.under("nameif").stream()
                .anyMatch(other ->
                        other.arguments().find("if").equals(line.arguments().find("if")));
        if (!named) {
            return Change.refused("interface name \"" + line.word("if") + "\" not defined");
        }
        var change = Change.of(line);
        return before.lines(IDENTITY).isEmpty() ? change.put(DEFAULT_IDENTITY) : change;
    }

    private static String mask(Line line) {
        return line.arguments().find("mask").orElse(HOST_MASK);
    }

    private static String writtenKey(Line line) {
        if (line.arguments().find("mask").isPresent()) {
            return line.text();
        }
        String address = " address " + line.word("address");
        int behind = line.text().indexOf(address, line.word("key").length()) + address.length();
        return line.text().substring(0, behind) + " netmask " + HOST_MASK
                + line.text().substring(behind);
    }

    private static Change enterKey(Configuration before, Line line) {
        int bytes = line.word("key").getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_KEY) {
            return Change.refused("pre-shared key has " + bytes + " bytes, at most " + LONGEST_KEY + " are allowed");
        }
        int address = line.arguments().ipv4("address");
        int mask = Ipv4Address.parse(mask(line)).value();
        if ((address & ~mask) != 0) {
            return Change.refused(
                    "address %s has bits beyond its netmask %s".formatted(line.word("address"), mask(line)));
        }
        var change = Change.of(line).remove(same(before, line));
        return mask == 0
                ? change.warn(
                        "every peer without a key of its own may use this one: whoever knows it can be any of them")
                : change;
    }

    private static List<Line> same(Configuration before, Line line) {
        return before.lines(KEY).stream()
                .filter(other -> haveSamePeers(line, other))
                .filter(other -> !other.text().equals(line.text()))
                .toList();
    }

    private static boolean haveSamePeers(Line one, Line other) {
        return one.word("address").equals(other.word("address")) && mask(one).equals(mask(other));
    }

    /** Lines that were refused go likewise. */
    private static Change removeKey(Configuration before, Line line) {
        List<Line> keys = before.under("isakmp key").stream()
                .filter(other -> other.setting().equals(KEY.grammar()))
                .filter(other -> haveSamePeers(line, other))
                .filter(other -> line.arguments().find("key").isEmpty() || isSameKey(line, other))
                .toList();
        return keys.isEmpty()
                ? Change.none().warn("nothing to remove: isakmp key for " + line.word("address") + " " + mask(line))
                : Change.none().remove(keys);
    }

    private static boolean isSameKey(Line one, Line other) {
        byte[] key = one.arguments().passphrase("key");
        byte[] otherKey = other.arguments().passphrase("key");
        try {
            return MessageDigest.isEqual(key, otherKey); // in constant time
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(otherKey, (byte) 0);
        }
    }

    /** The peers that a line's key is for. */
    static Ipv4Prefix peers(Line line) {
        return new Ipv4Prefix(
                Ipv4Address.parse(line.word("address")),
                Integer.bitCount(Ipv4Address.parse(mask(line)).value()));
    }
}
