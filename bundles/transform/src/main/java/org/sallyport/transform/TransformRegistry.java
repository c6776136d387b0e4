// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.runtime.Quiescence;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.internal.Registry;

/**
 * The transforms that are installed. A transform is offered after its known answers have passed; when it goes, whoever
 * took it away waits until no worker uses it any more.
 *
 * <p>Thread-safe. Workers read {@link #snapshot} once a batch and re-open their contexts when it changed.
 */
@ProviderType
public interface TransformRegistry {
    /**
     * A registry of these transforms, already examined, for compositions without a service registry.
     *
     * @throws IllegalArgumentException if one of them fails its known answers
     */
    static TransformRegistry of(Ticker ticker, Transform... transforms) {
        var registry = new Registry(ticker, Threads.system());
        for (Transform transform : transforms) {
            registry.add(transform, TransformDescription.of(transform));
            registry.doWork();
        }
        registry.snapshot().installed().stream()
                .filter(entry -> entry.state() != InstalledTransform.State.ADMITTED)
                .findFirst()
                .ifPresent(entry -> {
                    throw new IllegalArgumentException(entry.description().name() + ": " + entry.verdict());
                });
        return registry;
    }

    /** What is installed now. */
    TransformSnapshot snapshot();

    /**
     * Takes over how algorithms may be used, also those that come later: effective at return, and as long as this registry lives,
     * whoever said it may go meanwhile.
     */
    void govern(TransformPolicy policy);

    /** A negotiation has ended with an algorithm. */
    void negotiated(AlgorithmId algorithm);

    /** How many nanoseconds ago {@link #negotiated} was last told of each. */
    Map<AlgorithmId, Long> sinceNegotiated();

    /** A negotiation has ended with an algorithm that is deprecated. */
    void countDeprecated(AlgorithmId algorithm);

    /** How often {@link #countDeprecated} was told of each. */
    Map<AlgorithmId, Long> deprecated();

    /** The barrier that the workers of this registry's transforms pass between two batches. */
    Quiescence quiescence();

    /** Is told, in the thread that changed it, that the snapshot is another now. */
    void listen(Runnable listener);

    /** Ends {@link #listen}. */
    void forget(Runnable listener);
}
