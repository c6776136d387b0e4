// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.sallyport.ike.Ike;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.DatagramPort;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.Engine;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.Spd;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.TransformRegistry;

/** Runs a worker on each queue of the device that is there, as long as it is there. */
@Component(immediate = true)
public final class EngineComponent implements Engine, DatagramPort {
    private static final long BARRIER_NANOS = 250_000_000;
    private static final DeviceStatus NO_DEVICE = DeviceStatus.absent("none", "no device is installed");

    private final Sad sad;
    private final TransformRegistry registry;
    private final List<Ike> versions = new CopyOnWriteArrayList<>();
    private final Threads threads;
    private final Worker.Shared shared;
    private final Runnable wakeUp = this::wakeUp;
    private final Mail mail = new Mail(wakeUp);
    private volatile Protocols protocols = Protocols.NONE;
    private volatile Messages messages = Messages.NONE;
    private volatile @Nullable Staff staff;

    @Activate
    public EngineComponent(
            @Reference Sad sad,
            @Reference Spd spd,
            @Reference TransformRegistry registry,
            @Reference Entropy entropy,
            @Reference Ticker ticker,
            @Reference Threads threads) {
        this.registry = registry;
        this.threads = threads;
        this.shared = new Worker.Shared(
                sad, spd, registry, () -> protocols, () -> messages, entropy, ticker, this::negotiate);
        this.sad = sad;
        registry.listen(wakeUp); // a waiting worker lets go of a transform that leaves
        sad.follow(wakeUp); // packets wait for SAs
    }

    @Deactivate
    public void deactivate() {
        registry.forget(wakeUp);
        sad.forget(wakeUp);
        relieve();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void bindDevice(Device device) { // one crew at a time owns the SAs
        relieve();
        staff = new Staff(device, mail, shared, threads);
    }

    synchronized void unbindDevice(Device device) {
        Staff present = staff;
        if (present != null && present.device() == device) {
            relieve();
        }
    }

    private synchronized void relieve() {
        Staff present = staff;
        if (present != null) {
            present.close();
            staff = null;
        }
    }

    private void wakeUp() {
        Staff present = staff;
        if (present != null) {
            present.wakeWorkers();
        }
    }

    private boolean negotiate(Flow flow) {
        for (Ike version : versions) {
            if (version.acquire(flow)) {
                return true;
            }
        }
        return false;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindIke(Ike version) {
        versions.add(version);
    }

    void unbindIke(Ike version) {
        versions.remove(version);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public synchronized void bindProtocol(PacketProtocol protocol) { // protocols may come and go at once
        protocols = protocols.with(protocol);
    }

    synchronized void unbindProtocol(PacketProtocol protocol) {
        protocols = protocols.without(protocol);
        registry.quiescence().await(BARRIER_NANOS);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindMessages(Messages listener) {
        messages = listener;
    }

    void unbindMessages(Messages listener) {
        messages = messages.equals(listener) ? Messages.NONE : messages;
    }

    @Override
    public Snapshot snapshot() {
        Staff present = staff;
        return present == null ? Staff.NOTHING : present.snapshot();
    }

    @Override
    public Mailbox subscribe(int majorVersion, Runnable whenArrived) {
        return mail.subscribe(majorVersion, whenArrived);
    }

    @Override
    public boolean send(Datagram message) {
        return staff != null && mail.send(message);
    }

    @Override
    public DeviceStatus device() {
        Staff present = staff;
        return present == null ? NO_DEVICE : present.device().status();
    }
}
