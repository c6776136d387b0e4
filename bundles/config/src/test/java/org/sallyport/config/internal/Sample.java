// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.config.Action;
import org.sallyport.config.Candidate;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Configuration;
import org.sallyport.config.Judgement;
import org.sallyport.config.Line;
import org.sallyport.config.Mode;
import org.sallyport.config.Reply;
import org.sallyport.config.Setting;
import org.sallyport.config.Show;
import org.sallyport.config.TokenType;

/** Commands of the kind a gateway brings, small enough to see through. */
final class Sample implements CommandSet {
    static final Setting HOSTNAME = Setting.of("hostname <name:name>")
            .order(200)
            .key("hostname")
            .clearable("hostname")
            .help("Name the unit", "The new name");

    static final Setting ACCESS_LIST = Setting.of("access-list <acl:name> {permit|deny} <proto:word>"
                    + " {any|host <src:ip>|<src:ip> <srcmask:mask>} {any|host <dst:ip>|<dst:ip> <dstmask:mask>}")
            .order(300, "acl")
            .removable("access-list <acl>")
            .clearable("access-list [<acl>]")
            .onEntry((before, line) -> before.lines(Sample.ACCESS_LIST).stream()
                            .anyMatch(other -> other.text().equals(line.text()))
                    ? Change.refused("ACE not added. Possible duplicate entry")
                    : Change.of(line))
            .onRemoval(Sample::dropReferences);

    static final Setting ROUTE = Setting.of("route <if:name> <net:ip> <mask:mask> <gateway:ip> [<metric:1-255>]")
            .order(500);

    static final Setting TRANSFORM_SET = Setting.of("crypto ipsec transform-set <ts:name> <t:transform>{1,3}")
            .order(700)
            .key("crypto ipsec transform-set <ts>")
            .onRemoval(Sample::refuseWhileUsed);

    static final Setting MAP_TYPE = Setting.of("crypto map <map:name> <seq:1-65535> ipsec-manual")
            .order(720, "map", "seq")
            .removable("crypto map <map> <seq>", "crypto map <map>")
            .clearable("crypto map [<map>]")
            .showable("crypto map")
            .onRemoval((before, removed) -> Change.none()
                    .remove(removed.stream()
                            .flatMap(line ->
                                    before.under("crypto map " + line.word("map") + " " + line.word("seq")).stream())
                            .toList()));

    static final Setting MATCH = Setting.of("crypto map <map:name> <seq:1-65535> match address <acl:name>")
            .order(720, "map", "seq")
            .rank(1)
            .key("crypto map <map> <seq> match address");

    static final Setting PEER = Setting.of("crypto map <map:name> <seq:1-65535> set peer <peer:ip>")
            .order(720, "map", "seq")
            .rank(2)
            .onRemoval((before, removed) -> Change.none().warn("no peer"));

    static final Setting MAP_SETS = Setting.of("crypto map <map:name> <seq:1-65535> set transform-set <ts:name>{1,6}")
            .order(720, "map", "seq")
            .rank(3)
            .key("crypto map <map> <seq> set transform-set")
            .onEntry((before, line) -> line.arguments().words("ts").stream()
                    .filter(ts -> before.lines(Sample.TRANSFORM_SET).stream()
                            .noneMatch(set -> set.word("ts").equals(ts)))
                    .findFirst()
                    .map(ts -> Change.refused("transform-set \"" + ts + "\" does not exist"))
                    .orElseGet(() -> Change.of(line)));

    static final Setting KEY = Setting.of("crypto map <map:name> <seq:1-65535> set session-key {inbound|outbound} esp"
                    + " <spi:256-4294967295:SPI> cipher <cipherkey:hex:cipher key>"
                    + " [authenticator <authkey:hex:authenticator key>]")
            .order(720, "map", "seq")
            .rank(4)
            .key("crypto map <map> <seq> set session-key {inbound|outbound} esp");

    static final Setting APPLY = Setting.of("crypto map <map:name> interface <if:name>")
            .order(720, "map", "seq")
            .rank(9)
            .lasting()
            .onEntry((before, line) -> Change.of(line).bind(line.word("if")))
            .onRemoval((before, lines) -> Change.none().unbind(lines.get(0).word("if")));

    static final Action CLEAR_SA = Action.of(
            "clear crypto sa [peer <peer:ip>]",
            invocation -> invocation
                    .running()
                    .change(before ->
                            Change.none().rebind("outside", line -> line.isOf(KEY) || line.startsWith("zzz"))));

    static final Action ENABLE = Action.of("enable", Mode.UNPRIVILEGED, invocation -> {
        invocation.console().enter(Mode.PRIVILEGED);
        return Reply.silent();
    });

    static final Show SHOW_SA = Show.of(
            "show crypto ipsec sa [map <map:name>] [detail]",
            () -> List.of("a", "b"),
            (sas, arguments) -> arguments.has("detail")
                    ? sas
                    : List.of(arguments.find("map").orElse("all")));

    /** The words of the type {@code transform} that are installed. */
    final Set<String> transforms = ConcurrentHashMap.newKeySet();

    Sample() {
        transforms.addAll(List.of("esp-3des", "esp-des", "esp-sha-hmac", "esp-md5-hmac"));
    }

    @Override
    public List<Command> commands() {
        return List.of(
                HOSTNAME,
                ACCESS_LIST,
                ROUTE,
                TRANSFORM_SET,
                MAP_TYPE,
                MATCH,
                PEER,
                MAP_SETS,
                KEY,
                APPLY,
                CLEAR_SA,
                ENABLE,
                SHOW_SA);
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("ipsec", "crypto ipsec", "clear map", "clear crypto map");
    }

    @Override
    public List<TokenType> types() {
        return List.of(new TokenType() {
            @Override
            public String name() {
                return "transform";
            }

            @Override
            public Judgement judge(String word) {
                if (transforms.contains(word)) {
                    return new Judgement.Valid(word);
                }
                return word.startsWith("esp-")
                        ? new Judgement.Unavailable("transform \"" + word + "\" is not installed")
                        : new Judgement.Invalid("\"" + word + "\" is not a transform");
            }

            @Override
            public List<Candidate> candidates(Configuration configuration) {
                return transforms.stream()
                        .sorted()
                        .map(word -> new Candidate(word, "", true))
                        .toList();
            }
        });
    }

    private static Change dropReferences(Configuration before, List<Line> removed) {
        var change = Change.none();
        for (var acl : removed.stream().map(line -> line.word("acl")).distinct().toList()) {
            boolean last = before.lines(ACCESS_LIST).stream()
                    .noneMatch(line -> line.word("acl").equals(acl) && !removed.contains(line));
            if (last) {
                change = change.remove(before.lines(MATCH).stream()
                        .filter(line -> line.word("acl").equals(acl))
                        .toList());
            }
        }
        return change;
    }

    private static Change refuseWhileUsed(Configuration before, List<Line> removed) {
        for (var line : before.lines(MAP_SETS)) {
            for (var set : removed) {
                if (line.arguments().words("ts").contains(set.word("ts"))) {
                    return Change.refused("transform-set \"" + set.word("ts") + "\" is in use by crypto map \""
                            + line.word("map") + "\" " + line.number("seq"));
                }
            }
        }
        return Change.none();
    }
}
