// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.SaExpiryListener;
import org.sallyport.ipsec.SaMessages;
import org.sallyport.ipsec.Sad;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.TransformRegistry;

/** Runs the watch as long as the database is there: whoever negotiates may be exchanged meanwhile. */
@Component(
        immediate = true,
        service = {})
public final class WatchComponent {
    private static final long PERIOD_MILLIS = 250;

    private final Sad sad;
    private final Watch watch;
    private final Runnable wakeUp;
    private final Threads.Running running;
    private volatile Messages messages = Messages.NONE;

    @Activate
    public WatchComponent(
            @Reference Sad sad,
            @Reference Ticker ticker,
            @Reference Threads threads,
            @Reference TransformRegistry registry) {
        this.sad = sad;
        this.watch = new Watch(
                sad,
                ticker,
                algorithms -> algorithms.areServed(registry.snapshot()),
                expiry -> SaMessages.expired(expiry, registry.snapshot(), messages),
                PERIOD_MILLIS);
        this.wakeUp = watch::wakeUp;
        sad.listen(wakeUp);
        this.running = threads.start(watch);
    }

    @Deactivate
    public void deactivate() {
        sad.forget(wakeUp);
        running.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindListener(SaExpiryListener listener) {
        watch.add(listener);
    }

    void unbindListener(SaExpiryListener listener) {
        watch.remove(listener);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindMessages(Messages present) {
        messages = present;
    }

    void unbindMessages(Messages gone) {
        messages = messages.equals(gone) ? Messages.NONE : messages;
    }
}
