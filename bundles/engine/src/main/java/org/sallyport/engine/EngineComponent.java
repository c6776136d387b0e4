// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.Engine;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.Spd;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.Threads;
import org.sallyport.transform.TransformRegistry;

/** Runs a worker on the device that is there, as long as it is there. */
@Component(immediate = true)
public final class EngineComponent implements Engine {
    private static final long BARRIER_NANOS = 250_000_000;
    private static final DeviceStatus NO_DEVICE = DeviceStatus.absent("none", "no device is installed");

    private final Sad sad;
    private final Spd spd;
    private final TransformRegistry registry;
    private final Entropy entropy;
    private final Threads threads;
    private final Runnable wakeUp = this::wakeUp;
    private volatile Protocols protocols = Protocols.NONE;
    private volatile @Nullable Post post;

    /** A worker, its thread, and the device that it works on. */
    private record Post(Device device, Worker worker, Threads.Running running) {}

    @Activate
    public EngineComponent(
            @Reference Sad sad,
            @Reference Spd spd,
            @Reference TransformRegistry registry,
            @Reference Entropy entropy,
            @Reference Threads threads) {
        this.sad = sad;
        this.spd = spd;
        this.registry = registry;
        this.entropy = entropy;
        this.threads = threads;
        registry.listen(wakeUp); // a waiting worker lets go of a transform that leaves
    }

    @Deactivate
    void deactivate() {
        registry.forget(wakeUp);
        relieve();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindDevice(Device device) { // one worker at a time owns the SAs
        relieve();
        var worker = new Worker(device, sad, spd, registry, () -> protocols, entropy);
        post = new Post(device, worker, threads.start(worker));
    }

    synchronized void unbindDevice(Device device) {
        Post present = post;
        if (present != null && present.device() == device) {
            relieve();
        }
    }

    private synchronized void relieve() {
        Post present = post;
        if (present != null) {
            present.running().close();
            post = null;
        }
    }

    private void wakeUp() {
        Post present = post;
        if (present != null) {
            present.worker().wakeUp();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindProtocol(PacketProtocol protocol) { // protocols may come and go at once
        protocols = protocols.with(protocol);
    }

    synchronized void unbindProtocol(PacketProtocol protocol) {
        protocols = protocols.without(protocol);
        registry.quiescence().await(BARRIER_NANOS);
    }

    @Override
    public Snapshot snapshot() {
        Post present = post;
        if (present == null) {
            return new Snapshot(0, 0, 0, 0, 0);
        }
        Snapshot done = present.worker().snapshot();
        return new Snapshot(
                done.outboundBatches(),
                done.inboundBatches(),
                done.packetsSealed(),
                done.packetsOpened(),
                present.running().failures());
    }

    @Override
    public DeviceStatus device() {
        Post present = post;
        return present == null ? NO_DEVICE : present.device().status();
    }
}
