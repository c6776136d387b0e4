// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.config.Command;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Configuration;
import org.sallyport.config.Console;
import org.sallyport.config.Line;
import org.sallyport.config.Mode;
import org.sallyport.config.Reply;
import org.sallyport.config.RunningConfiguration;
import org.sallyport.config.Setting;
import org.sallyport.config.TokenType;
import org.sallyport.ike.EntryState;
import org.sallyport.ikev1.negotiation.Status;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.World;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.des.Des;
import org.sallyport.transforms.hmacmd5.PrfHmacMd5;
import org.sallyport.transforms.hmacsha1.PrfHmacSha1;
import org.sallyport.transforms.modp.Modp1024;
import org.sallyport.transforms.modp.Modp768;
import org.sallyport.transforms.tripledes.TripleDes;

/** A configuration with the commands of IKE, a named interface, and a console that a person sits at. */
final class Unit implements CommandSet {
    final TransformRegistry transforms = TransformRegistry.of(
            World.ticker(),
            new Des(),
            new TripleDes(),
            new AesCbc(),
            new PrfHmacMd5(),
            new PrfHmacSha1(),
            new Modp768(),
            new Modp1024());
    final Debugging debugging = new Debugging();
    final List<Optional<Ipv4Address>> cleared = new ArrayList<>();
    final Screen screen = new Screen();
    final List<EntryState> entries = new ArrayList<>();
    private final IsakmpCommands commands = new IsakmpCommands(
            transforms::snapshot,
            () -> new Status(List.of(), 0, 0, entries, Set.of(), List.of(), Map.of(), List.of(), List.of()),
            cleared::add,
            this::lines,
            Instant::ofEpochSecond,
            debugging);
    final RunningConfiguration running = RunningConfiguration.of(this);

    Unit() {
        configure("nameif eth0 outside security0");
    }

    private Configuration lines() {
        return running.current();
    }

    @Override
    public List<Command> commands() {
        var all = new ArrayList<>(commands.commands());
        all.add(Setting.of("nameif <hardware:name> <if:name> <security:word>"));
        all.add(Setting.of("hostname <name:name>").key("hostname"));
        all.add(Setting.of("domain-name <name:name>").key("domain-name"));
        return all;
    }

    @Override
    public List<TokenType> types() {
        return commands.types();
    }

    @Override
    public Map<String, String> aliases() {
        return IsakmpCommands.aliases();
    }

    Settings settings() {
        return commands.settings(running.current());
    }

    Reply type(String line) {
        return running.execute(screen, line);
    }

    List<String> prints(String line) {
        Reply reply = type(line);
        assertThat(reply.failed()).as(line).isFalse();
        return reply.lines();
    }

    void configure(String... lines) {
        for (String line : lines) {
            assertThat(type(line).failed()).as(line).isFalse();
        }
    }

    String refusal(String line) {
        Configuration before = running.current();
        Reply reply = type(line);
        assertThat(reply.failed()).as(line).isTrue();
        assertThat(running.current()).isEqualTo(before);
        return reply.lines().get(0);
    }

    List<String> isakmp() {
        return running.current().under("isakmp").stream().map(Line::text).toList();
    }

    /** A terminal. */
    static final class Screen implements Console {
        final List<String> shown = new ArrayList<>();
        boolean open = true;

        @Override
        public String user() {
            return "test";
        }

        @Override
        public Mode mode() {
            return Mode.CONFIGURATION;
        }

        @Override
        public void enter(Mode next) {}

        @Override
        public void leave() {}

        @Override
        public boolean interactive() {
            return true;
        }

        @Override
        public Optional<String> ask(String question) {
            return Optional.empty();
        }

        @Override
        public boolean tell(String line) {
            if (open) {
                shown.add(line);
            }
            return open;
        }
    }
}
