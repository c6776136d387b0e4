// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.sallyport.config.Action;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Reply;
import org.sallyport.config.Show;
import org.sallyport.config.TokenType;
import org.sallyport.ikev1.negotiation.Status;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.phase1.Phase1Choice;
import org.sallyport.ikev1.settings.Policy;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.TransformSnapshot;

/** All commands of IKE version 1: the lines, what they mean, the listings, and what ends ISAKMP SAs. */
public final class IsakmpCommands {
    private final Supplier<TransformSnapshot> transforms;
    private final IsakmpLines lines;
    private final List<Command> commands = new ArrayList<>();

    /**
     * The commands.
     *
     * @param clear ends the ISAKMP SAs with a peer, or all
     * @param configuration the lines as they are
     * @param time of day that belongs to a reading of the monotonic clock
     */
    public IsakmpCommands(
            Supplier<TransformSnapshot> transforms,
            Supplier<Status> status,
            Consumer<Optional<Ipv4Address>> clear,
            Supplier<Configuration> configuration,
            LongFunction<Instant> time,
            Debugging debugging) {
        this.transforms = transforms;
        lines = new IsakmpLines(transforms);
        commands.addAll(lines.commands());
        commands.add(Show.of(
                        PolicyListing.GRAMMAR,
                        configuration,
                        (now, words) -> PolicyListing.render(now, transforms.get()))
                .help("Show", "IKE", "Protection suites"));
        commands.add(Show.of(IsakmpListing.SAS, status, IsakmpListing::associations)
                .help("Show", "IKE", "ISAKMP SAs", "With what protects them, and how long they live"));
        commands.add(Show.of(IsakmpListing.STATS, status, IsakmpListing::counters)
                .help("Show", "IKE", "How often what happened"));
        commands.add(Show.of(IsakmpListing.FAILURES, status, (now, words) -> IsakmpListing.failures(now, words, time))
                .help("Show", "Encryption", "IKE", "Why negotiations failed, the last one first", "Of one peer"));
        commands.add(Show.of(
                        IsakmpListing.ENTRIES,
                        status,
                        (now, words) -> IsakmpListing.entries(now, peer -> unused(configuration.get(), peer)))
                .help("Show", "Encryption", "IKE", "What becomes of each entry of a crypto map"));
        commands.add(Action.of("clear isakmp sa [<peer:ip>]", in -> {
                    clear.accept(in.arguments().find("peer").map(Ipv4Address::parse));
                    return Reply.silent();
                })
                .help("Clear", "IKE", "ISAKMP SAs", "Those with a peer"));
        commands.addAll(debugging.commands());
    }

    /** The policies that are not offered to a peer, and why; the default suite, which has no lines, is none of them. */
    private List<String> unused(Configuration lines, Ipv4Address peer) {
        return Phase1Choice.policies(settings(lines), peer, new Algorithms(transforms), true).stream()
                .filter(each -> each.policy().priority() != Policy.DEFAULT)
                .flatMap(each ->
                        each.obstacle().map(why -> each.policy().lines() + " is not offered: " + why.reason()).stream())
                .toList();
    }

    public List<Command> commands() {
        return List.copyOf(commands);
    }

    public List<TokenType> types() {
        return lines.types();
    }

    public static Map<String, String> aliases() {
        return IsakmpLines.aliases();
    }

    /** What the lines mean now. */
    public Settings settings(Configuration configuration) {
        return SettingsReader.read(configuration, transforms.get());
    }
}
