// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.Engine;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.Spd;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.Threads;
import org.sallyport.transform.TransformRegistry;

/** Runs a worker on the device that is there. */
@Component(service = Engine.class, immediate = true)
public final class EngineComponent implements Engine {
    private static final long BARRIER_NANOS = 250_000_000;

    private final Device device;
    private final TransformRegistry registry;
    private final Worker worker;
    private final Threads.Running running;
    private final Runnable wakeUp;
    private volatile Protocols protocols = Protocols.NONE;

    @Activate
    public EngineComponent(
            @Reference Device device,
            @Reference Sad sad,
            @Reference Spd spd,
            @Reference TransformRegistry registry,
            @Reference Entropy entropy,
            @Reference Threads threads) {
        this.device = device;
        this.registry = registry;
        worker = new Worker(device, sad, spd, registry, () -> protocols, entropy);
        wakeUp = worker::wakeUp;
        running = threads.start(worker);
        registry.listen(wakeUp); // a waiting worker lets go of a transform that leaves
    }

    @Deactivate
    void deactivate() {
        registry.forget(wakeUp);
        running.close();
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
        Snapshot done = worker.snapshot();
        return new Snapshot(
                done.outboundBatches(),
                done.inboundBatches(),
                done.packetsSealed(),
                done.packetsOpened(),
                running.failures());
    }

    @Override
    public DeviceStatus device() {
        return device.status();
    }
}
