// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.Severity;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformRegistry;

/** Says of each transform that is not admitted, or set aside, why; once. */
@Component(
        immediate = true,
        service = {})
public final class TransformWatch {
    static final MessageType SET_ASIDE = new MessageType(402301, Severity.ERRORS);

    private final TransformRegistry registry;
    private final Runnable changed = this::look;
    private Messages messages = Messages.NONE;
    private Set<Transform> told = Set.of();

    @Activate
    public TransformWatch(@Reference TransformRegistry registry) {
        this.registry = registry;
        registry.listen(changed);
        look();
    }

    @Deactivate
    void deactivate() {
        registry.forget(changed);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindMessages(Messages listener) { // also asked for by whoever changes the registry
        messages = listener;
        look();
    }

    synchronized void unbindMessages(Messages listener) {
        messages = messages.equals(listener) ? Messages.NONE : messages;
    }

    private synchronized void look() {
        Set<Transform> bad = Collections.newSetFromMap(new IdentityHashMap<>());
        for (InstalledTransform entry : registry.snapshot().installed()) {
            boolean isBad = entry.state() == State.FAILED || entry.state() == State.QUARANTINED;
            if (isBad && (told.contains(entry.transform()) || say(entry))) {
                bad.add(entry.transform());
            }
        }
        told = bad;
    }

    private boolean say(InstalledTransform entry) {
        boolean heard = messages.admits(SET_ASIDE);
        if (heard) {
            TransformDescription description = entry.description();
            messages.say(
                    SET_ASIDE,
                    "transform %s of %s is %s: %s"
                            .formatted(
                                    description.name(),
                                    description.provider(),
                                    entry.state().name().toLowerCase(Locale.ROOT),
                                    entry.verdict()));
        }
        return heard;
    }
}
