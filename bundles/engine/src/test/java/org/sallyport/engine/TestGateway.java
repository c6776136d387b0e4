// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.sallyport.testkit.VirtualTime;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.internal.Registry;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.des.Des;
import org.sallyport.transforms.hmacmd5.HmacMd5;
import org.sallyport.transforms.hmacsha1.HmacSha1;
import org.sallyport.transforms.nullcipher.NullCipher;
import org.sallyport.transforms.tripledes.TripleDes;

/** A whole gateway composed by constructors, whose worker runs in the test's own thread. */
final class TestGateway {
    /** What left, in order. */
    final List<byte[]> toHost = new ArrayList<>();

    final List<byte[]> toWire = new ArrayList<>();
    final InMemoryDevice device = new InMemoryDevice(toHost::add, toWire::add);
    final Sad sad = Sad.create();
    final Spd spd = Spd.create();
    final Registry registry = new Registry(World.ticker(), Threads.system());
    private final Map<String, Transform> transforms = new LinkedHashMap<>();
    Protocols protocols = Protocols.NONE.with(new Esp());
    final Heard heard = new Heard();
    final VirtualTime time = new VirtualTime();
    final Mail mail = new Mail(device::wakeUp);
    Worker worker;

    TestGateway(Tunnel... tunnels) {
        for (Transform transform :
                List.of(new AesCbc(), new Des(), new TripleDes(), new NullCipher(), new HmacMd5(), new HmacSha1())) {
            transforms.put(TransformDescription.of(transform).name(), transform);
            install(transform, TransformDescription.of(transform));
        }
        secure(tunnels);
        restart();
    }

    /** Another worker over the same databases. */
    void restart() {
        if (worker != null) {
            worker.onClose();
        }
        worker = new Worker(
                0,
                device,
                new Crew(1),
                mail,
                new Worker.Shared(sad, spd, registry, () -> protocols, () -> heard, World.entropy(), time::nanos));
    }

    void install(Transform transform, TransformDescription description) {
        registry.add(transform, description);
        registry.doWork();
    }

    void install(String name) {
        install(transforms.get(name), TransformDescription.of(transforms.get(name)));
    }

    /** The transform that this gateway started with. */
    Transform transform(String name) {
        return transforms.get(name);
    }

    void remove(String name) {
        registry.remove(transforms.get(name));
    }

    /** Makes SAs and policies for these flows, and for no others. */
    void secure(Tunnel... tunnels) {
        sad.change(present -> new SadSnapshot(
                List.of(tunnels).stream()
                        .map(t -> new InboundSa(t.inbound(), 0))
                        .toList(),
                List.of(tunnels).stream()
                        .map(t -> new OutboundSa(t.outbound(), 0))
                        .toList()));
        claim(List.of(tunnels).stream().map(Tunnel::entry).toList());
    }

    void claim(List<SecurityPolicy.Entry> entries) {
        spd.replace(new SpdSnapshot(List.of(new SecurityPolicy("outside", entries))));
    }

    /** The host behind it sends packets. */
    void fromHost(byte[]... packets) {
        for (byte[] packet : packets) {
            device.fromHost(packet);
        }
        work();
    }

    /** Packets arrive from the wire. */
    void fromWire(byte[]... packets) {
        for (byte[] packet : packets) {
            device.fromWire(packet);
        }
        work();
    }

    /** One round of the worker, which then does not wait. */
    void work() {
        device.wakeUp();
        worker.doWork();
    }

    OutboundSa outbound(int index) {
        return sad.snapshot().outbound().get(index);
    }

    InboundSa inbound(int index) {
        return sad.snapshot().inbound().get(index);
    }

    Map<DropReason, Long> drops() {
        return sad.drops().snapshot();
    }

    /** What left to the host since the last time. */
    List<byte[]> takeToHost() {
        return take(toHost);
    }

    /** What left to the wire since the last time. */
    List<byte[]> takeToWire() {
        return take(toWire);
    }

    private static List<byte[]> take(List<byte[]> packets) {
        List<byte[]> taken = List.copyOf(packets);
        packets.clear();
        return taken;
    }
}
