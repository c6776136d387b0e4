// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.config.Configuration;
import org.sallyport.config.ConfigurationListener;
import org.sallyport.config.Line;
import org.sallyport.config.StartupState;
import org.sallyport.gateway.BoundMap.Keying;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.IkePlan;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.HostNetwork;
import org.sallyport.ipsec.HostPlan;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.RefusedPacket;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaMessages;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.Severity;
import org.sallyport.ipsec.Spd;
import org.sallyport.ipsec.SpdSnapshot;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.TransformRegistry;

/**
 * Follows the configuration and brings policies, security associations and the host's network in line with it, in this
 * order: a packet is claimed before it is steered.
 *
 * <p>Thread-safe: one reconciliation at a time, under the monitor; listings read published values.
 */
final class Gateway implements ConfigurationListener {
    /** Of our own: a PIX said nothing. */
    static final MessageType OVERTAKEN = new MessageType(402192, Severity.WARNINGS);

    private final TransformRegistry transforms;
    private final Sad sad;
    private final Spd spd;
    private final HostPlans plans;
    private final LinkSizes links;
    private final BoundMaps bound;
    private final Reconciler reconciler;
    private final Providers providers;
    private final HitCounts hits;
    private final GuardMessages guardMessages;
    private final Views views;
    private final Temporaries temporaries;
    private final Strengths strengths = new Strengths();
    private final Map<String, Long> generations = new HashMap<>();
    private Optional<Renewal> expected = Optional.empty();
    private long followed;
    private boolean told;
    private boolean reconciled;
    private HostPlan applied = HostPlan.NOTHING;
    private Optional<HostNetwork> asked = Optional.empty();
    private volatile Configuration configuration = Configuration.EMPTY;
    private volatile List<BoundMap> maps = List.of();
    private volatile Map<Flow, BoundMap> negotiated = Map.of();
    private volatile List<String> complaints = List.of();

    Gateway(
            TransformRegistry transforms,
            Sad sad,
            Spd spd,
            Interfaces interfaces,
            MapCompiler compiler,
            Providers providers,
            Ticker ticker) {
        this.transforms = transforms;
        this.sad = sad;
        this.spd = spd;
        this.plans = new HostPlans(interfaces, providers, sad);
        this.links = new LinkSizes(providers, sad);
        this.temporaries = new Temporaries(sad::nextConnection);
        this.bound =
                new BoundMaps(compiler, transforms::snapshot, interfaces, new LocalAddresses(providers), temporaries);
        this.reconciler = new Reconciler(sad, ticker);
        this.views = new Views(transforms, sad, spd, providers, ticker);
        this.providers = providers;
        this.hits = new HitCounts(spd.hits());
        this.guardMessages = new GuardMessages(interfaces);
    }

    @Override
    public synchronized List<String> changed(Configuration before, Configuration after) {
        configuration = after;
        if (told) {
            hits.edited(before, after);
        } else {
            temporaries.adopt(sad.snapshot());
        }
        told = true;
        Optional<Predicate<Flow>> flows = expected.map(Renewal::flows);
        expected = Optional.empty();
        return complaintsAbout(flows);
    }

    @Override
    public synchronized Optional<String> refusal(Configuration before, Configuration after) {
        if (before.bindings().equals(after.bindings())) {
            return Optional.empty();
        }
        List<SecurityPolicy> present =
                bound.of(before).stream().map(BoundMap::policy).toList();
        List<SecurityPolicy> other = bound.of(after).stream()
                .map(BoundMap::policy)
                .filter(policy -> !present.contains(policy))
                .toList();
        return other.isEmpty()
                ? Optional.empty()
                : providers
                        .hostNetwork()
                        .flatMap(host -> host.refusal(other))
                        .map(reason -> "the rules for this crypto map cannot be loaded: " + reason);
    }

    /** Hears where it says what became of the stored configuration when the unit started. */
    synchronized void started(Supplier<StartupState> state) {
        plans.started(state);
        reconcile();
    }

    /**
     * Makes the SAs of some flows anew.
     *
     * @return what went wrong and did not before
     */
    synchronized List<String> renew(Predicate<Flow> flows) {
        return complaintsAbout(Optional.of(flows));
    }

    /**
     * Makes the SAs of its flows anew, and of no others, with the change of the configuration that comes next: whatever bindings
     * that renews.
     */
    synchronized void expect(Renewal renewal) {
        expected = Optional.of(renewal);
    }

    /** Nothing comes any more of what was {@linkplain #expect expected}, if it is expected still. */
    synchronized void forget(Renewal renewal) {
        expected = expected.filter(other -> other != renewal);
    }

    /** Entries whose negotiation has failed need not wait for their next try. */
    void retry(Predicate<IkeEntry> entries) {
        providers.ike().forEach(version -> version.retry(entries));
    }

    private List<String> complaintsAbout(Optional<Predicate<Flow>> only) {
        List<String> earlier = complaints;
        reconcile(only);
        return complaints.stream()
                .filter(complaint -> !earlier.contains(complaint))
                .toList();
    }

    /** Does again what could not be done, after a provider came or went. */
    synchronized void reconcile() {
        reconcile(Optional.empty());
    }

    /** @param only the flows whose SAs are made anew; if there is no such choice, those of maps that were bound anew */
    private void reconcile(Optional<Predicate<Flow>> only) {
        if (!told) {
            return; // no configuration seen yet: nothing of what the host has may go
        }
        followed = temporaries.changes();
        transforms.govern(TransformUses.policy(configuration));
        List<BoundMap> compiled = bound.of(configuration);
        Set<String> rebound = rebound(compiled);
        boolean renewing = only.isPresent() || !rebound.isEmpty();
        Predicate<Flow> again = only.orElse(flow -> rebound.contains(flow.map()));
        if (renewing) {
            temporaries.closeAll(again);
            compiled = bound.of(configuration);
        }
        boolean changed = renewing || !reconciled || !compiled.equals(maps);
        SadSnapshot before = sad.snapshot();
        Set<Flow> prepared = changed ? reconciler.prepare(compiled) : Set.of();
        publish(compiled.stream().map(BoundMap::policy).toList());
        if (changed) {
            SadSnapshot after = reconciler.reconcile(compiled, flow -> again.test(flow) && !prepared.contains(flow));
            SaMessages.changed(before, after, transforms.snapshot(), providers.messages());
            reconciled = true;
            tellEnded(before, after);
        }
        compiled.forEach(links::tell);
        maps = compiled;
        tellWeaker(strengths.follow(compiled, transforms.snapshot()));
        negotiated = negotiated(compiled);
        IkePlan plan = negotiation(compiled);
        providers.ike().forEach(ike -> ike.plan(plan));
        apply(plans.of(configuration, compiled, !generations.isEmpty()), renewing);
    }

    private static Map<Flow, BoundMap> negotiated(List<BoundMap> compiled) {
        Map<Flow, BoundMap> maps = new HashMap<>();
        for (BoundMap map : compiled) {
            map.flows().stream()
                    .filter(flow -> flow.keying() instanceof Keying.Negotiated)
                    .forEach(flow -> maps.put(flow.flow(), map));
        }
        return maps;
    }

    /** Transforms came, went or are others: what is bound may have become weaker without another configuration. */
    synchronized void transformsChanged() {
        if (told) {
            tellWeaker(strengths.follow(maps, transforms.snapshot()));
        }
    }

    private void tellWeaker(List<String> entries) {
        Messages messages = providers.messages();
        entries.stream()
                .filter(entry -> messages.admits(Strengths.WEAKER))
                .forEach(entry -> messages.say(Strengths.WEAKER, entry));
    }

    /** What IKE may negotiate: also where the system gives a bound interface its address. */
    private IkePlan negotiation(List<BoundMap> compiled) {
        return new IkePlan(
                Stream.concat(
                                Interfaces.addresses(configuration).stream(),
                                compiled.stream().flatMap(Gateway::end))
                        .distinct()
                        .toList(),
                compiled.stream().flatMap(map -> map.negotiated().stream()).toList());
    }

    private static Stream<IkePlan.End> end(BoundMap map) {
        return map.local().stream().map(local -> new IkePlan.End(map.interfaceName(), local));
    }

    /** Lets IKE tell the peers of negotiated SAs that are no more. */
    private void tellEnded(SadSnapshot before, SadSnapshot after) {
        Set<SaId> left =
                after.inbound().stream().map(sa -> sa.parameters().id()).collect(Collectors.toSet());
        List<SaId> ended = before.inbound().stream()
                .map(InboundSa::parameters)
                .filter(sa -> !sa.manual())
                .map(SaParameters::id)
                .filter(id -> !left.contains(id))
                .toList();
        if (!ended.isEmpty()) {
            providers.ike().forEach(ike -> ike.ended(ended));
        }
    }

    /** Whether a flow is bound now, and not keyed by hand. Any thread. */
    boolean negotiates(Flow flow) {
        return negotiated.containsKey(flow);
    }

    /** Whether a negotiated SA belongs to what is bound now, and ends where it is bound. Any thread. */
    boolean negotiates(SaParameters sa) {
        BoundMap map = negotiated.get(sa.flow());
        return map != null && map.isAt(sa.local());
    }

    /** Opens a temporary entry, if the entry that allows it is bound. Any thread. */
    Optional<Flow> openTemporary(String map, int sequence, Ipv4Address peer, TrafficSelector selector) {
        boolean allowed = maps.stream()
                .flatMap(one -> one.negotiated().stream())
                .anyMatch(entry -> entry.map().equals(map) && entry.sequence() == sequence);
        Optional<Flow> flow = allowed ? temporaries.open(map, sequence, peer, selector) : Optional.empty();
        if (flow.isEmpty()) {
            return flow;
        }
        followTemporaries();
        if (negotiates(flow.get())) {
            temporaries.overtaken(flow.get()).ifPresent(other -> tellOvertaken(map, sequence, peer, selector, other));
            return flow;
        }
        closeTemporary(flow.get()); // what allowed it has gone meanwhile
        return Optional.empty();
    }

    /** A peer that comes back from another address does that, and so does one that should not. */
    private void tellOvertaken(
            String map, int sequence, Ipv4Address peer, TrafficSelector selector, Temporaries.Temporary other) {
        Messages messages = providers.messages();
        if (messages.admits(OVERTAKEN)) {
            messages.say(
                    OVERTAKEN,
                    "crypto map %s %d: packets of %s go to %s from now on, of which %s had %s"
                            .formatted(map, sequence, selector, peer, other.peer(), other.selector()));
        }
    }

    /** Closes a temporary entry; its SAs go with it. Any thread. */
    void closeTemporary(Flow flow) {
        if (temporaries.close(flow)) {
            followTemporaries();
        }
    }

    /** Peers come in crowds: those that wait for each other here share one reconciliation. */
    private void followTemporaries() {
        long changed = temporaries.changes();
        synchronized (this) {
            if (followed < changed) {
                reconcile();
            }
        }
    }

    /** Workers forget what they decided when policies are replaced: only others are. */
    private void publish(List<SecurityPolicy> policies) {
        SpdSnapshot present = spd.policies();
        int largest = TcpSegments.largest(configuration);
        if (!present.policies().equals(policies) || present.largestSegment() != largest) {
            hits.bound(present.policies(), policies);
            spd.replace(new SpdSnapshot(policies, largest));
        }
    }

    /** Asks the host for what differs from the last time; for everything when SAs are made anew. */
    private void apply(HostPlan plan, boolean anew) {
        Optional<HostNetwork> host = providers.hostNetwork();
        if (anew || !complaints.isEmpty() || !plan.equals(applied) || !host.equals(asked)) {
            complaints = host.map(present -> present.apply(plan)).orElse(List.of());
            applied = plan;
            asked = host;
        }
    }

    /** The maps that were bound again since the last time: retyping the line re-initialises. */
    private Set<String> rebound(List<BoundMap> compiled) {
        Set<String> again = new HashSet<>();
        for (BoundMap map : compiled) {
            Long known = generations.put(map.interfaceName(), map.generation());
            if (known != null && known != map.generation()) {
                again.add(map.map());
            }
        }
        return again;
    }

    /** Hears that the machine's interfaces are not what they were. Any thread. */
    void linksChanged() {
        if (bound.haveMoved(configuration, maps)) {
            reconcile();
        } else {
            tellLinks();
        }
    }

    /** Tells the SAs what their links carry now. Any thread. */
    void tellLinks() {
        maps.forEach(links::tell);
    }

    /** Tells the SAs of some flows what their link carries. Any thread. */
    void tellLinks(Set<Flow> flows) {
        maps.stream().filter(map -> !map.negotiated().isEmpty()).forEach(map -> links.tell(map, flows::contains));
    }

    /** Hears of a packet that the host's rules dropped. Any thread. */
    void refused(RefusedPacket packet) {
        guardMessages.tell(packet, configuration, maps, providers.messages());
    }

    /** Lets count from zero what belongs to no SA. */
    void clearCounters() {
        spd.hits().clearUnprotected();
        providers.hostNetwork().ifPresent(HostNetwork::clearGuardCounts);
    }

    /** Lets the elements of a list, or of all, count from zero. */
    void clearHits(Optional<String> list) {
        List<Line> elements = configuration.lines(AccessLists.ELEMENT).stream()
                .filter(line -> list.isEmpty() || list.get().equals(line.word("acl")))
                .toList();
        elements.stream().map(line -> line.word("acl")).distinct().forEach(name -> hits.clear(configuration, name));
        providers
                .hostNetwork()
                .ifPresent(host -> host.clearRuleCounts(
                        elements.stream().map(AccessLists::counter).collect(Collectors.toSet())));
    }

    /** The configuration that is followed. */
    Configuration configuration() {
        return configuration;
    }

    /** What runs now. */
    View view() {
        return views.of(configuration, maps, complaints);
    }
}
