// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.sallyport.ah.Ah;
import org.sallyport.config.Configuration;
import org.sallyport.config.Console;
import org.sallyport.config.Line;
import org.sallyport.config.Mode;
import org.sallyport.config.Reply;
import org.sallyport.config.StartupConfiguration;
import org.sallyport.config.StartupState;
import org.sallyport.config.internal.Store;
import org.sallyport.esp.Esp;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.Sad;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.World;
import org.sallyport.testkit.VirtualTime;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.internal.Registry;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.des.Des;
import org.sallyport.transforms.hmacmd5.HmacMd5;
import org.sallyport.transforms.hmacsha1.HmacSha1;
import org.sallyport.transforms.modp.Modp1024;
import org.sallyport.transforms.modp.Modp768;
import org.sallyport.transforms.nullcipher.NullCipher;
import org.sallyport.transforms.tripledes.TripleDes;

/** A gateway over the real store, registry and databases, with a console in configuration mode and a fake host. */
final class Unit {
    static final String CIPHER_1 = "0123456789abcdef23456789abcdef01456789abcdef0123";
    static final String CIPHER_2 = "89abcdef01234567abcdef0123456789cdef0123456789ab";
    static final String AES_1 = "00112233445566778899aabbccddeeff";
    static final String AES_2 = "ffeeddccbbaa99887766554433221100";
    static final String SHA_1 = "000102030405060708090a0b0c0d0e0f10111213";
    static final String SHA_2 = "131211100f0e0d0c0b0a09080706050403020100";

    final Registry registry = new Registry(World.ticker(), Threads.system());
    final Sad sad = Sad.create();
    final Gaps spd = new Gaps(sad);
    final Store store = new Store();
    final FakeHost host = new FakeHost();
    final Heard heard = new Heard();
    final VirtualTime time = new VirtualTime();
    private final Map<String, Transform> transforms = new LinkedHashMap<>();
    private final Esp esp = new Esp();
    private GatewayComponent gateway;
    private ConfigurationLink link;

    /** A unit without any transform, whose gateway is not there yet. */
    private Unit() {
        for (Transform transform : List.of(
                new Des(),
                new TripleDes(),
                new AesCbc(),
                new NullCipher(),
                new HmacMd5(),
                new HmacSha1(),
                new Modp768(),
                new Modp1024())) {
            transforms.put(TransformDescription.of(transform).name(), transform);
        }
    }

    /** An unconfigured unit that has started without a startup configuration. */
    static Unit blank() {
        Unit unit = bare();
        unit.transforms.keySet().forEach(unit::install);
        unit.start(new StartupState.Erased());
        return unit;
    }

    /** A unit in which nothing has started yet. */
    static Unit bare() {
        return new Unit();
    }

    /** 192.0.2.1 before 10.1.x.0, with both flows to 192.0.2.2 before 10.2.x.0. */
    static Unit left() {
        return blank().configure(interfaces("192.0.2.1")).configure(flows(1, 2, "192.0.2.2", 500, 501));
    }

    /** The other end of {@link #left}. */
    static Unit right() {
        return blank().configure(interfaces("192.0.2.2")).configure(flows(2, 1, "192.0.2.1", 501, 500));
    }

    static String[] interfaces(String outside) {
        return new String[] {
            "nameif ethernet0 outside security0",
            "nameif ethernet1 inside security100",
            "ip address outside " + outside + " 255.255.255.0"
        };
    }

    /** Flow 10 under 3DES and SHA, flow 20 under AES and SHA; SPIs of flow 20 are 100 more. */
    static String[] flows(int here, int there, String peer, int inbound, int outbound) {
        boolean first = inbound < outbound;
        return new String[] {
            "access-list flow1 permit ip 10.%d.0.0 255.255.255.0 10.%d.0.0 255.255.255.0".formatted(here, there),
            "access-list flow2 permit ip host 10.%d.1.9 host 10.%d.1.9".formatted(here, there),
            "crypto ipsec transform-set des3 esp-3des esp-sha-hmac",
            "crypto ipsec transform-set aes esp-aes esp-sha-hmac",
            "crypto map m 10 ipsec-manual",
            "crypto map m 10 match address flow1",
            "crypto map m 10 set peer " + peer,
            "crypto map m 10 set transform-set des3",
            key(10, "inbound", inbound, first ? CIPHER_1 : CIPHER_2, first ? SHA_1 : SHA_2),
            key(10, "outbound", outbound, first ? CIPHER_2 : CIPHER_1, first ? SHA_2 : SHA_1),
            "crypto map m 20 ipsec-manual",
            "crypto map m 20 match address flow2",
            "crypto map m 20 set peer " + peer,
            "crypto map m 20 set transform-set aes",
            key(20, "inbound", inbound + 100, first ? AES_1 : AES_2, first ? SHA_1 : SHA_2),
            key(20, "outbound", outbound + 100, first ? AES_2 : AES_1, first ? SHA_2 : SHA_1),
            "crypto map m interface outside"
        };
    }

    static String key(int entry, String direction, int spi, String cipher, String authenticator) {
        return "crypto map m %d set session-key %s esp %d cipher %s authenticator %s"
                .formatted(entry, direction, spi, cipher, authenticator);
    }

    /** The gateway bundle starts, over databases that may be in use already. */
    void start(StartupState state) {
        gateway = new GatewayComponent(context(), registry, sad, spd, new AtOnce(), time::nanos);
        gateway.bindMessages(heard);
        gateway.bindHostNetwork(host);
        gateway.bindProtocol(esp);
        gateway.bindProtocol(new Ah());
        store.add((org.sallyport.config.ConfigurationListener) gateway);
        link = new ConfigurationLink(gateway, store, startup(state), registry, new AtOnce());
    }

    /** The gateway bundle stops. */
    void stop() {
        link.deactivate();
        store.remove((org.sallyport.config.CommandSet) gateway);
    }

    /** Where IKE puts what it negotiated. */
    NegotiatedSas associations() {
        return new NegotiatedSas(gateway, sad, registry, time::nanos);
    }

    GatewayComponent gateway() {
        return gateway;
    }

    private static BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                Unit.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> "ethernet0=eth0, ethernet1=eth1");
    }

    private static StartupConfiguration startup(StartupState state) {
        return (StartupConfiguration) Proxy.newProxyInstance(
                Unit.class.getClassLoader(),
                new Class<?>[] {StartupConfiguration.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("state");
                    return state;
                });
    }

    void install(String transform) {
        Transform service = transforms.get(transform);
        registry.add(service, TransformDescription.of(service));
        registry.doWork();
    }

    void remove(String transform) {
        registry.remove(transforms.get(transform));
    }

    Reply type(String line) {
        return store.execute(new Typist(), line);
    }

    /** Types lines, none of which may be refused. */
    Unit configure(String... lines) {
        for (String line : lines) {
            assertThat(type(line).failed()).as(line).isFalse();
        }
        return this;
    }

    /** Types a line that must be accepted; what it prints. */
    List<String> prints(String line) {
        Reply reply = type(line);
        assertThat(reply.failed()).as(line).isFalse();
        return reply.lines();
    }

    /** Types a line that must be refused and change nothing; its message. */
    String refusal(String line) {
        Configuration before = store.current();
        List<InboundSa> inbound = inbound();
        Reply reply = type(line);
        assertThat(reply.failed()).as(line).isTrue();
        assertThat(store.current()).as(line).isEqualTo(before);
        assertThat(inbound()).isEqualTo(inbound);
        return reply.lines().get(0);
    }

    /** Merges lines as those of a file. */
    Reply load(String... lines) {
        return store.merge(List.of(lines));
    }

    List<String> lines() {
        return store.current().lines().stream().map(Line::text).toList();
    }

    List<InboundSa> inbound() {
        return sad.snapshot().inbound();
    }

    List<OutboundSa> outbound() {
        return sad.snapshot().outbound();
    }

    OutboundSa outbound(int entry) {
        return outbound().stream()
                .filter(sa -> sa.parameters().flow().sequence() == entry)
                .findFirst()
                .orElseThrow();
    }

    InboundSa inbound(int entry) {
        return inbound().stream()
                .filter(sa -> sa.parameters().flow().sequence() == entry)
                .findFirst()
                .orElseThrow();
    }

    /** Whether policy claims a packet. */
    boolean claims(String source, String destination) {
        return !spd.policies()
                .outbound(
                        Ipv4Address.parse(source).value(),
                        Ipv4Address.parse(destination).value())
                .isBypass();
    }

    /** Whether policy claims a packet for which there is no SA: it is dropped. */
    boolean drops(String source, String destination) {
        return spd.policies()
                .outbound(
                        Ipv4Address.parse(source).value(),
                        Ipv4Address.parse(destination).value())
                .element()
                .filter(element -> sad.snapshot().outbound(element.flow()) == null)
                .isPresent();
    }

    /** Seals a packet as an engine would. */
    DropReason seal(int entry, Packet packet) {
        OutboundSa sa = outbound(entry);
        sa.context().refresh(registry.snapshot());
        DropReason reason = esp.seal(packet, sa, World.entropy());
        if (reason == DropReason.NONE) {
            sa.counters().passed(packet.length());
        } else {
            sa.counters().failed(reason);
        }
        return reason;
    }

    /** Opens a packet as an engine would. */
    DropReason open(int entry, Packet packet) {
        InboundSa sa = inbound(entry);
        sa.context().refresh(registry.snapshot());
        return esp.open(packet, packet.offset() + 20, sa);
    }

    /** Sends a packet of an entry, as an engine would. */
    DropReason send(int entry) {
        return seal(entry, Packet.copyOf(new byte[100], 128, 128));
    }

    /** Tasks run at once, in the caller's thread. */
    private static final class AtOnce implements Threads {
        @Override
        public Running start(Agent agent) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void run(String name, Runnable task) {
            task.run();
        }

        @Override
        public <T> T call(String name, long timeoutMillis, Callable<T> task) throws Exception {
            return task.call();
        }
    }

    private static final class Typist implements Console {
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
            return false;
        }

        @Override
        public Optional<String> ask(String question) {
            return Optional.empty();
        }
    }
}
