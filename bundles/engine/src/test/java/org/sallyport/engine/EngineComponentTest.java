// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.esp.Esp;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InMemoryDevice;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.Spd;
import org.sallyport.ipsec.SpdSnapshot;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.World;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.internal.Registry;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.hmacsha1.HmacSha1;
import org.sallyport.transforms.tripledes.TripleDes;

/** The engine with its real thread: packets in, packets out, while transforms come and go. */
final class EngineComponentTest {
    private static final long PATIENCE_SECONDS = 20;

    private final LinkedBlockingQueue<byte[]> toWire = new LinkedBlockingQueue<>();
    private final InMemoryDevice device = new InMemoryDevice(packet -> {}, toWire::add);
    private final Sad sad = Sad.create();
    private final Spd spd = Spd.create();
    private final Registry registry = new Registry(World.ticker(), Threads.system());
    private final Transform tripleDes = new TripleDes();
    private final Esp esp = new Esp();
    private EngineComponent engine;

    private void start() {
        for (Transform transform : List.of(tripleDes, new AesCbc(), new HmacSha1())) {
            install(transform);
        }
        Tunnel[] tunnels = Pair.tunnels(false, Suite.TRIPLE_DES_SHA1, Suite.AES_SHA1);
        sad.change(present -> new SadSnapshot(
                List.of(tunnels).stream()
                        .map(t -> new InboundSa(t.inbound(), 0))
                        .toList(),
                List.of(tunnels).stream()
                        .map(t -> new OutboundSa(t.outbound(), 0))
                        .toList()));
        spd.replace(new SpdSnapshot(List.of(new SecurityPolicy(
                "outside", List.of(tunnels).stream().map(Tunnel::entry).toList()))));
        engine = new EngineComponent(sad, spd, registry, World.entropy(), World.ticker(), Threads.system());
        engine.bindProtocol(esp); // first: a worker may already be waiting for packets when it hears of a protocol
        engine.bindDevice(device);
    }

    @AfterEach
    void stop() {
        engine.deactivate();
    }

    private void install(Transform transform) {
        registry.add(transform, TransformDescription.of(transform));
        registry.doWork();
    }

    /** Waits until the worker goes by what was published before. */
    private void settle() {
        assertThat(registry.quiescence().await(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)))
                .isTrue();
    }

    private byte[] protectedPacket(int flow) throws InterruptedException {
        device.fromHost(Pair.toRight(flow, 1));
        byte[] packet = toWire.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(packet).isNotNull();
        return packet;
    }

    @Test
    void aTransformIsTakenAwayAndBroughtBackUnderTrafficOfAnotherFlow() throws InterruptedException {
        start();
        for (int round = 0; round < 20; round++) {
            assertThat(protectedPacket(0)).hasSize(136);
            boolean quiet = registry.remove(tripleDes);
            assertThat(quiet).isTrue();
            long dropped = sad.drops().snapshot().getOrDefault(DropReason.NO_TRANSFORM, 0L);
            device.fromHost(Pair.toRight(0, 1));
            for (int i = 0; i < 20; i++) {
                assertThat(protectedPacket(1)).hasSize(152);
            }
            assertThat(sad.drops().snapshot()).containsEntry(DropReason.NO_TRANSFORM, dropped + 1);
            install(tripleDes);
            settle();
        }
        assertThat(sad.snapshot().outbound().get(0).sequence()).isEqualTo(20);
        assertThat(sad.snapshot().outbound().get(1).sequence()).isEqualTo(400);
        assertThat(engine.snapshot().failures()).isZero();
        assertThat(engine.snapshot().packetsSealed()).isGreaterThanOrEqualTo(419);
    }

    @Test
    void aProtocolComesAndGoes() throws InterruptedException {
        start();
        protectedPacket(1);
        engine.unbindProtocol(esp);
        device.fromHost(Pair.toRight(1, 1));
        engine.bindProtocol(esp);
        settle();
        protectedPacket(1);
        assertThat(engine.device().name()).isEqualTo("in-memory");
    }

    @Test
    void anotherDeviceTakesOverWithTheNextNumber() throws InterruptedException {
        start();
        protectedPacket(1);
        var other = new InMemoryDevice(packet -> {}, toWire::add);
        engine.bindDevice(other);
        engine.unbindDevice(device); // the old one leaves after the new one came
        other.fromHost(Pair.toRight(1, 2));

        assertThat(toWire.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).hasSize(152);
        assertThat(sad.snapshot().outbound().get(1).sequence()).isEqualTo(2);
        engine.unbindDevice(other);
        assertThat(engine.device().present()).isFalse();
        assertThat(registry.snapshot().installed())
                .allSatisfy(entry -> assertThat(entry.usage().contexts()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cipher", "authenticator"})
    void whenAProviderDoesNotReturnAnotherWorkerGoesOnWithoutIt(String which) throws InterruptedException {
        start();
        protectedPacket(0);
        var hanging = new Substitute(which.equals("cipher") ? tripleDes : new HmacSha1());
        registry.add(hanging.transform(), hanging.description(10));
        registry.doWork();
        settle();
        protectedPacket(0);
        hanging.hold = new CountDownLatch(1);

        device.fromHost(Pair.toRight(0, 1)); // and no worker is there for anybody
        assertThat(toWire.poll(100, TimeUnit.MILLISECONDS)).isNull();
        registry.doWork(); // waits until it is accused

        assertThat(registry.snapshot().installed())
                .filteredOn(entry -> entry.state() == InstalledTransform.State.QUARANTINED)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.verdict()).contains("it did not return within 2000 ms");
                    assertThat(entry.description().provider()).isEqualTo("substitute");
                });
        assertThat(protectedPacket(1)).hasSize(152);
        assertThat(protectedPacket(0)).hasSize(136);
        assertThat(sad.snapshot().outbound().get(0).sequence()).isEqualTo(4); // none twice

        hanging.hold.countDown(); // it returns after all, to nobody
        assertThat(protectedPacket(0)).hasSize(136);
        assertThat(toWire).isEmpty();
        assertThat(sad.snapshot().outbound().get(0).sequence()).isEqualTo(5);
        assertThat(engine.snapshot().failures()).isZero();
        assertThat(engine.snapshot().packetsSealed()).isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cipher", "authenticator"})
    void whatHangsWhileItIsOpenedIsAccusedAndTheOneBelowItServes(String which) throws InterruptedException {
        start();
        protectedPacket(0);
        var hanging = new Substitute(which.equals("cipher") ? tripleDes : new HmacSha1());
        hanging.opening = new CountDownLatch(1);
        registry.add(hanging.transform(), hanging.description(10));
        registry.doWork(); // it is admitted, and the worker opens the contexts of its SAs
        int examined = hanging.used;
        registry.doWork(); // waits until it is accused

        assertThat(registry.snapshot().installed())
                .filteredOn(entry -> entry.state() == InstalledTransform.State.QUARANTINED)
                .extracting(entry -> entry.description().provider())
                .containsExactly("substitute");
        assertThat(protectedPacket(1)).hasSize(152);
        assertThat(protectedPacket(0)).hasSize(136);

        hanging.opening.countDown(); // it returns after all, to nobody
        assertThat(protectedPacket(0)).hasSize(136);
        assertThat(toWire).isEmpty();
        assertThat(sad.snapshot().outbound().get(0).sequence()).isEqualTo(3);
        assertThat(hanging.used).isEqualTo(examined);
    }

    @Test
    void nothingIsOpenAfterTheEngineStopped() throws InterruptedException {
        start();
        protectedPacket(0);
        protectedPacket(1);
        engine.deactivate();

        assertThat(registry.snapshot().installed())
                .allSatisfy(entry -> assertThat(entry.usage().contexts()).isZero());
        assertThat(sad.snapshot().outbound())
                .allSatisfy(sa -> assertThat(sa.context().isOrphaned()).isTrue());
    }
}
