// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sallyport.runtime.Quiescence;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;

/** Feeds the registry from the service registry. */
@Component(service = TransformRegistry.class, immediate = true)
public final class RegistryComponent implements TransformRegistry {
    private final Registry registry;
    private final Threads.Running agent;

    @Activate
    public RegistryComponent(@Reference Ticker ticker, @Reference Threads threads) {
        registry = new Registry(ticker, threads);
        agent = threads.start(registry);
    }

    @Deactivate
    void deactivate() {
        agent.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCipher(CipherTransform transform, Map<String, Object> properties, ServiceReference<CipherTransform> from) {
        add(transform, TransformKind.ENCRYPTION, properties, from);
    }

    void updatedCipher(
            CipherTransform transform, Map<String, Object> properties, ServiceReference<CipherTransform> from) {
        update(transform, TransformKind.ENCRYPTION, properties, from);
    }

    void unbindCipher(CipherTransform transform) {
        registry.remove(transform);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindIntegrity(
            IntegrityTransform transform, Map<String, Object> properties, ServiceReference<IntegrityTransform> from) {
        add(transform, TransformKind.INTEGRITY, properties, from);
    }

    void updatedIntegrity(
            IntegrityTransform transform, Map<String, Object> properties, ServiceReference<IntegrityTransform> from) {
        update(transform, TransformKind.INTEGRITY, properties, from);
    }

    void unbindIntegrity(IntegrityTransform transform) {
        registry.remove(transform);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPrf(PrfTransform transform, Map<String, Object> properties, ServiceReference<PrfTransform> from) {
        add(transform, TransformKind.PRF, properties, from);
    }

    void updatedPrf(PrfTransform transform, Map<String, Object> properties, ServiceReference<PrfTransform> from) {
        update(transform, TransformKind.PRF, properties, from);
    }

    void unbindPrf(PrfTransform transform) {
        registry.remove(transform);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindKeyExchange(
            KeyExchangeTransform transform,
            Map<String, Object> properties,
            ServiceReference<KeyExchangeTransform> from) {
        add(transform, TransformKind.KEY_EXCHANGE, properties, from);
    }

    void updatedKeyExchange(
            KeyExchangeTransform transform,
            Map<String, Object> properties,
            ServiceReference<KeyExchangeTransform> from) {
        update(transform, TransformKind.KEY_EXCHANGE, properties, from);
    }

    void unbindKeyExchange(KeyExchangeTransform transform) {
        registry.remove(transform);
    }

    private void add(
            Transform transform, TransformKind kind, Map<String, Object> properties, ServiceReference<?> from) {
        try {
            registry.add(transform, TransformDescription.of(properties, provider(from)));
        } catch (IllegalArgumentException e) {
            refuse(transform, kind, transform.getClass().getSimpleName(), from, e);
        }
    }

    /** One whose new properties make no sense serves no longer, and is listed with what is wrong. */
    private void update(
            Transform transform, TransformKind kind, Map<String, Object> properties, ServiceReference<?> from) {
        try {
            registry.update(transform, TransformDescription.of(properties, provider(from)));
        } catch (IllegalArgumentException e) {
            String name = snapshot().installed().stream()
                    .filter(entry -> entry.transform() == transform)
                    .map(entry -> entry.description().name())
                    .findFirst()
                    .orElse(transform.getClass().getSimpleName());
            if (registry.remove(transform)) { // else it is listed as one that a worker may be inside of
                refuse(transform, kind, name, from, e);
            }
        }
    }

    private void refuse(
            Transform transform,
            TransformKind kind,
            String name,
            ServiceReference<?> from,
            IllegalArgumentException why) {
        var unknown = new TransformDescription(
                kind, name, List.of(0), List.of(), 0, 0, 0, 0, Standing.LEGACY, 0, provider(from));
        registry.refuse(transform, unknown, String.valueOf(why.getMessage()));
    }

    private static String provider(ServiceReference<?> from) {
        Bundle bundle = from.getBundle();
        return bundle == null
                ? "a bundle that is gone"
                : "bundle " + bundle.getBundleId() + " " + bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    @Override
    public TransformSnapshot snapshot() {
        return registry.snapshot();
    }

    @Override
    public void govern(TransformPolicy policy) {
        registry.govern(policy);
    }

    @Override
    public void negotiated(AlgorithmId algorithm) {
        registry.negotiated(algorithm);
    }

    @Override
    public Map<AlgorithmId, Long> sinceNegotiated() {
        return registry.sinceNegotiated();
    }

    @Override
    public void countDeprecated(AlgorithmId algorithm) {
        registry.countDeprecated(algorithm);
    }

    @Override
    public Map<AlgorithmId, Long> deprecated() {
        return registry.deprecated();
    }

    @Override
    public Quiescence quiescence() {
        return registry.quiescence();
    }

    @Override
    public void listen(Runnable listener) {
        registry.listen(listener);
    }

    @Override
    public void forget(Runnable listener) {
        registry.forget(listener);
    }
}
