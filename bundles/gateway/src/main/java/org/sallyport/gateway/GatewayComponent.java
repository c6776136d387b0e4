// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sallyport.config.Action;
import org.sallyport.config.Arguments;
import org.sallyport.config.Command;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Configuration;
import org.sallyport.config.ConfigurationListener;
import org.sallyport.config.Invocation;
import org.sallyport.config.Reply;
import org.sallyport.config.Show;
import org.sallyport.config.StartupState;
import org.sallyport.config.TokenType;
import org.sallyport.ike.Ike;
import org.sallyport.ipsec.Engine;
import org.sallyport.ipsec.HostNetwork;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.Spd;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.TransformRegistry;

/**
 * Composes the gateway, contributes its commands, and follows the providers. The framework property {@code
 * sallyport.interfaces} maps PIX hardware names to Linux ones: {@code ethernet0=eth0,ethernet1=eth1}.
 */
@Component(
        immediate = true,
        service = {CommandSet.class, ConfigurationListener.class, GatewayComponent.class})
public final class GatewayComponent implements CommandSet, ConfigurationListener {
    private final Providers providers = new Providers();
    private final Threads threads;
    private final TransformSets sets;
    private final Gateway gateway;
    private final GroupWord groups;
    private final TransformUses uses;
    private final List<Command> commands = new ArrayList<>();

    @Activate
    public GatewayComponent(
            BundleContext context,
            @Reference TransformRegistry registry,
            @Reference Sad sad,
            @Reference Spd spd,
            @Reference Threads threads,
            @Reference Ticker ticker) {
        this.threads = threads;
        var keys = new SessionKeys(registry::snapshot);
        var strictness = new Strictness(registry::snapshot);
        var compiler = new MapCompiler(registry::snapshot, keys, strictness);
        var interfaces = new Interfaces(hardware(context.getProperty("sallyport.interfaces")));
        sets = new TransformSets(registry, keys, strictness);
        gateway = new Gateway(registry, sad, spd, interfaces, compiler, providers, ticker);
        groups = new GroupWord(registry::snapshot);
        var withdrawals = new Withdrawals(registry, sad, providers);
        uses = new TransformUses(registry, withdrawals);
        commands.addAll(interfaces.commands());
        commands.addAll(AccessLists.commands());
        commands.addAll(AccessGroups.commands());
        commands.addAll(Translations.commands());
        commands.add(new Ping(interfaces, ticker).command());
        commands.add(Show.of("show sysopt", gateway::configuration, (lines, words) -> AccessGroups.sysopt(lines))
                .help("Show", "System options"));
        commands.add(Action.of("clear access-list [<acl:name>] counters", this::clearHits)
                .help("Clear", "Access lists", "Name of a list", "Only its hit counts"));
        commands.add(strictness.setting());
        commands.add(TcpSegments.LARGEST);
        commands.add(DontFragmentBit.RULE);
        commands.addAll(sets.commands());
        commands.addAll(uses.commands());
        commands.add(SaLifetimes.GLOBAL);
        commands.add(ReplayWindowSize.SIZE);
        commands.add(Show.of(SaLifetimes.SHOW, gateway::configuration, SaLifetimes::render)
                .help("Show", "Encryption", "IPsec", "Security associations", "How long they live"));
        commands.addAll(DynamicMaps.commands(groups));
        commands.add(Show.of(DynamicMapListing.GRAMMAR, gateway::view, DynamicMapListing::render)
                .unless(this::missing)
                .help("Show", "Encryption", "Dynamic crypto maps", "By name"));
        commands.addAll(CryptoMaps.commands(keys, groups));
        commands.add(new CryptoMapBinding(compiler).setting());
        commands.add(new ClearSa(sad, gateway).command());
        commands.add(Show.of(SaListing.GRAMMAR, gateway::view, SaListing::render)
                .unless(this::missing)
                .help(
                        "Show",
                        "Encryption",
                        "IPsec",
                        "Security associations",
                        "Of one crypto map, in the order of addresses, or flows without their SAs",
                        "Errors by reason"));
        commands.add(Show.of(MapListing.GRAMMAR, gateway::view, MapListing::render)
                .unless(this::missing)
                .help("Show", "Encryption", "Crypto maps", "By interface or by name"));
        commands.add(Show.of(AccessListListing.GRAMMAR, gateway::view, AccessListListing::render)
                .unless(this::missing)
                .help("Show", "Access lists with their hit counts", "Name of a list"));
        commands.add(Show.of(TransformListing.SETS, gateway::view, TransformListing::sets)
                .unless(this::missing)
                .help("Show", "Encryption", "IPsec", "Transform sets", "By name"));
        commands.add(Show.of(
                        TransformListing.TRANSFORMS,
                        gateway::view,
                        (view, words) -> words.has("detail")
                                ? TransformDetails.render(view, withdrawals::users)
                                : TransformListing.transforms(view))
                .help("Show", "Encryption", "Installed transforms, and how much they are used", "Who uses them"));
        commands.add(Show.of(EngineListing.GRAMMAR, gateway::view, EngineListing::render)
                .help("Show", "Encryption", "The engine: packets, devices, drops by reason"));
        commands.add(Show.of(InterfaceListing.GRAMMAR, gateway::view, new InterfaceListing(interfaces)::render)
                .unless(this::missing)
                .help("Show", "Interfaces and devices", "Name of an interface"));
    }

    private Reply clearHits(Invocation invocation) {
        Optional<String> wrong = missing(invocation.arguments());
        if (wrong.isPresent()) {
            return Reply.error(wrong.get());
        }
        gateway.clearHits(invocation.arguments().find("acl"));
        return Reply.silent();
    }

    private Optional<String> missing(Arguments arguments) {
        return Names.missing(gateway.configuration(), arguments);
    }

    private static Map<String, String> hardware(@Nullable String setting) {
        Map<String, String> names = new HashMap<>();
        for (String pair : setting == null ? new String[0] : setting.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                names.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
        return names;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindHostNetwork(HostNetwork hostNetwork) {
        providers.hostNetwork(hostNetwork);
        hostNetwork.watch(gateway::refused);
        hostNetwork.watchLinks(gateway::linksChanged);
        providersChanged();
    }

    void unbindHostNetwork(HostNetwork hostNetwork) {
        hostNetwork.watch(refused -> {});
        hostNetwork.watchLinks(() -> {});
        providers.hostNetwork(null);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindEngine(Engine engine) {
        providers.engine(engine);
    }

    void unbindEngine(Engine engine) {
        providers.engine(null);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindMessages(Messages messages) {
        providers.messages(messages);
    }

    void unbindMessages(Messages messages) {
        if (providers.messages().equals(messages)) {
            providers.messages(Messages.NONE);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindProtocol(PacketProtocol protocol) {
        providers.add(protocol);
        providersChanged();
    }

    void unbindProtocol(PacketProtocol protocol) {
        providers.remove(protocol);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindIke(Ike version) {
        providers.add(version);
        providersChanged();
    }

    void unbindIke(Ike version) {
        providers.remove(version);
    }

    private void providersChanged() {
        threads.run("sallyport-reconcile", gateway::reconcile);
    }

    @Override
    public List<Command> commands() {
        return List.copyOf(commands);
    }

    @Override
    public List<TokenType> types() {
        return List.of(
                sets,
                uses,
                groups,
                new PeerWord(),
                Interfaces.SECURITY,
                AccessWords.PORT,
                AccessWords.ICMP_TYPE,
                new Translations.InterfaceWord());
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of(
                "ipsec",
                "crypto ipsec",
                "map",
                "crypto map",
                "dynamic-map",
                "crypto dynamic-map",
                "clear ipsec sa",
                "clear crypto sa",
                "clear crypto ipsec sa",
                "clear crypto sa");
    }

    Gateway gateway() {
        return gateway;
    }

    Messages messages() {
        return providers.messages();
    }

    /** Hears where it says what became of the stored configuration when the unit started. */
    void transformsChanged() {
        gateway.transformsChanged();
    }

    void started(Supplier<StartupState> state) {
        gateway.started(state);
    }

    @Override
    public List<String> changed(Configuration before, Configuration after) {
        return gateway.changed(before, after);
    }

    @Override
    public Optional<String> refusal(Configuration before, Configuration after) {
        return gateway.refusal(before, after);
    }
}
