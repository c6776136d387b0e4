// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sallyport.config.Command;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Configuration;
import org.sallyport.config.ConfigurationListener;
import org.sallyport.config.TokenType;
import org.sallyport.ike.Associations;
import org.sallyport.ike.EntryState;
import org.sallyport.ike.Ike;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.IkePlan;
import org.sallyport.ike.Move;
import org.sallyport.ikev1.command.Debugging;
import org.sallyport.ikev1.command.IsakmpCommands;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ikev1.negotiation.Outlook;
import org.sallyport.ikev1.negotiation.Status;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.ipsec.DatagramPort;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.ipsec.SaExpiry;
import org.sallyport.ipsec.SaExpiryListener;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaLife;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Ticker;
import org.sallyport.runtime.WallClock;
import org.sallyport.runtime.Watch;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;

/** Runs IKE version 1: its loop, its arithmetic, its commands. The gateway, the engine and whoever listens may come and go. */
@Component(
        immediate = true,
        service = {Ike.class, SaExpiryListener.class, CommandSet.class, ConfigurationListener.class})
public final class IkeComponent implements Ike, SaExpiryListener, CommandSet, ConfigurationListener {
    private static final int MAJOR_VERSION = 1;

    private final Threads threads;
    private final TransformRegistry registry;
    private final Debugging debugging = new Debugging();
    private final IsakmpCommands commands;
    private final Performer performer;
    private final Protocol.Means means;
    private final Runnable transformsChanged = this::replan;
    private final List<Threads.Running> running = new ArrayList<>();
    private final Map<SaId, Flow> renewals = new ConcurrentHashMap<>(); // whose soft limits were told
    private volatile Protocol protocol;
    private volatile Messages messages = Messages.NONE;
    private volatile Configuration configuration = Configuration.EMPTY;
    private volatile IkePlan plan = IkePlan.NOTHING;
    private volatile Settings settings = Settings.NONE;
    private volatile Set<Flow> negotiable = Set.of();

    @Activate
    public IkeComponent(
            @Reference TransformRegistry registry,
            @Reference Sad sad,
            @Reference Entropy entropy,
            @Reference Ticker ticker,
            @Reference WallClock clock,
            @Reference Threads threads) {
        this.threads = threads;
        this.registry = registry;
        performer = new Performer(threads, this::tell);
        means = new Protocol.Means(registry, sad, entropy, ticker, threads, performer);
        protocol = new Protocol(means);
        commands = new IsakmpCommands(
                registry::snapshot,
                () -> loop().status(),
                peer -> loop().put(new Event.Clear(peer)),
                () -> configuration,
                nanos -> clock.now().minusNanos(ticker.nanos() - nanos),
                debugging);
        running.add(threads.start(debugging));
        running.add(threads.start(new Watch("sallyport-ikev1-watch", this::look)));
        registry.listen(transformsChanged);
    }

    @Deactivate
    public void deactivate() {
        registry.forget(transformsChanged);
        running.forEach(Threads.Running::close);
        protocol.close();
    }

    private Loop loop() {
        return protocol.loop();
    }

    /** A transform that does not return takes the protocol's thread with it; another begins with the SAs that are up. */
    private void look() {
        if (protocol.look()) {
            begin();
        }
    }

    private synchronized void begin() {
        Protocol lost = protocol;
        protocol = new Protocol(means);
        performer.present().ifPresent(this::bindPort);
        replan();
        lost.loop().unhandled().forEach(this::pass);
        renewals.forEach((inbound, flow) -> loop().put(new Event.Renew(flow, inbound)));
        threads.run("sallyport-relief", lost::close); // which waits, and interrupts it then
    }

    /** What others wanted of the lost loop; the results of its own wishes mean nothing to the next one. */
    private void pass(Event event) {
        if (event instanceof Event.Ended
                || event instanceof Event.Clear
                || event instanceof Event.Renew
                || event instanceof Event.Retry
                || event instanceof Event.Cut) {
            loop().put(event);
        } else if (event instanceof Event.Opened opened) {
            opened.flow().ifPresent(flow -> performer.perform(new Effect.CloseTemporary(flow), loop()));
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public synchronized void bindPort(DatagramPort port) {
        performer.port(port);
        loop().mailbox(port.subscribe(MAJOR_VERSION, loop()::wakeUp));
    }

    public synchronized void unbindPort(DatagramPort port) {
        if (performer.isPort(port)) {
            performer.port(null);
            loop().mailbox(null);
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void bindAssociations(Associations associations) {
        performer.associations(associations);
        portsChanged();
    }

    public void unbindAssociations(Associations associations) {
        if (performer.associations().filter(associations::equals).isPresent()) {
            performer.associations(null);
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void bindMessages(Messages listener) {
        messages = listener;
    }

    public void unbindMessages(Messages listener) {
        messages = messages.equals(listener) ? Messages.NONE : messages;
    }

    private void tell(Notice notice) {
        if (notice instanceof Notice.Syslog line) {
            if (messages.admits(line.type())) {
                messages.say(line.type(), line.text());
            }
        } else if (notice instanceof Notice.Debug line) {
            debugging.line(line);
        } else if (notice instanceof Notice.Negotiated negotiated) {
            negotiated.algorithms().forEach(registry::negotiated);
        } else if (notice instanceof Notice.Deprecated deprecated) {
            registry.countDeprecated(deprecated.algorithm());
        } else if (notice instanceof Notice.Dropped dropped) {
            debugging.line(Notice.Debug.of(Notice.Topic.ISAKMP, 2, "ISAKMP: " + dropped.line()));
        } else if (notice instanceof Notice.Failed failed) {
            debugging.line(new Notice.Debug(
                    Notice.Topic.ISAKMP,
                    1,
                    () -> failed.failure().lines().stream()
                            .map(line -> "ISAKMP: " + line)
                            .toList()));
        }
    }

    @Override
    public Set<Integer> ports() {
        Set<Integer> ports = new TreeSet<>();
        if (!settings.interfaces().isEmpty()) {
            ports.add(Path.IKE);
            if (settings.options().natTraversal().isPresent()) {
                ports.add(UdpPorts.NAT_TRAVERSAL);
            }
        }
        return ports;
    }

    private void portsChanged() {
        threads.run("sallyport-ikev1-ports", () -> performer.associations().ifPresent(Associations::portsChanged));
    }

    @Override
    public synchronized List<String> changed(Configuration before, Configuration after) {
        configuration = after;
        Set<Integer> ports = ports();
        replan();
        if (!ports.equals(ports())) {
            portsChanged();
        }
        return List.of();
    }

    @Override
    public synchronized void plan(IkePlan newPlan) {
        if (!newPlan.equals(plan)) {
            plan = newPlan;
            replan();
        }
    }

    /** What the lines mean depends on the transforms, too. */
    private synchronized void replan() {
        settings = commands.settings(configuration);
        Set<Flow> flows = new HashSet<>();
        plan.entries().stream()
                .filter(entry -> !entry.isDynamic())
                .flatMap(entry -> entry.elements().stream())
                .filter(SecurityPolicy.Element::permit)
                .forEach(element -> flows.add(element.flow()));
        negotiable = flows;
        loop().put(new Event.Planned(plan, settings));
    }

    @Override
    public boolean acquire(Flow flow) {
        boolean known =
                negotiable.contains(flow) || loop().status().acquirable().contains(flow);
        return known && loop().putIfRoom(new Event.Acquire(flow));
    }

    @Override
    public void renew(Flow flow, SaId inbound) {
        loop().put(new Event.Renew(flow, inbound));
    }

    @Override
    public void ended(List<SaId> inbound) {
        loop().put(new Event.Ended(inbound));
    }

    @Override
    public void reached(SaExpiry expiry) {
        List<SaParameters> inbound = expiry.inbound();
        if (inbound.isEmpty()) {
            return;
        }
        if (expiry.event().limit() == SaLife.Limit.HARD) {
            ended(inbound.stream().map(SaParameters::id).toList());
        } else if (expiry.used()) { // a PIX does not renew what carried nothing
            remember(expiry);
            renew(inbound.get(0).flow(), inbound.get(0).id());
        }
    }

    /** A soft limit is told once; whoever begins anew has to hear of it, too. */
    private void remember(SaExpiry expiry) {
        List<InboundSa> present = means.sad().snapshot().inbound();
        if (renewals.size() > 2 * present.size()) {
            renewals.keySet()
                    .retainAll(present.stream().map(sa -> sa.parameters().id()).collect(Collectors.toSet()));
        }
        SaParameters first = expiry.inbound().get(0);
        renewals.put(first.id(), first.flow());
    }

    @Override
    public List<EntryState> entries() {
        return loop().status().entries();
    }

    @Override
    public List<Move> moves(TransformSnapshot then, Predicate<AlgorithmId> which) {
        Status now = loop().status();
        return new Outlook(new Algorithms(() -> then), settings).moves(now.isakmp(), now.associations(), which);
    }

    @Override
    public void retry(Predicate<IkeEntry> entries) {
        loop().put(new Event.Retry(entries));
    }

    @Override
    public void cut(Predicate<AlgorithmId> which) {
        loop().put(new Event.Cut(which));
    }

    @Override
    public List<Command> commands() {
        return commands.commands();
    }

    @Override
    public List<TokenType> types() {
        return commands.types();
    }

    @Override
    public Map<String, String> aliases() {
        return IsakmpCommands.aliases();
    }
}
