// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration says of algorithms, whether they are installed or not: how each may be used, and how weak one may be.
 * Immutable.
 *
 * @param uses by the algorithm's name; all others are offered
 * @param floor the least standing that is used at all; {@link Standing#LEGACY} admits everything
 */
public record TransformPolicy(Map<String, TransformUse> uses, Standing floor) {
    /** Everything may be used. */
    public static final TransformPolicy OPEN = new TransformPolicy(Map.of(), Standing.LEGACY);

    public TransformPolicy {
        uses = Map.copyOf(uses);
    }

    /** How an algorithm may be used, its standing apart. */
    public TransformUse use(AlgorithmId algorithm) {
        return uses.getOrDefault(algorithm.name(), TransformUse.OFFERED);
    }

    /** The same with another use of one algorithm. */
    public TransformPolicy with(String name, TransformUse use) {
        Map<String, TransformUse> more = new HashMap<>(uses);
        more.put(name, use);
        return new TransformPolicy(more, floor);
    }

    /**
     * Why an algorithm is not used; empty if it is.
     *
     * @param standing of who serves it; empty while nobody does
     * @param offering whether this gateway would offer it; otherwise it accepts it, or has accepted it
     */
    Optional<Obstacle> obstacle(AlgorithmId algorithm, Optional<Standing> standing, boolean offering) {
        TransformUse use = use(algorithm);
        if (use == TransformUse.WITHDRAWN) {
            return Optional.of(obstacle(algorithm, use, " is withdrawn"));
        }
        Optional<Standing> low = standing.filter(each -> each.compareTo(floor) < 0);
        if (low.isPresent()) {
            return Optional.of(new Obstacle(
                    algorithm + " is " + word(low.get()) + ", which is below the floor",
                    "crypto floor " + word(floor)));
        }
        return offering && use == TransformUse.ACCEPT_ONLY
                ? Optional.of(obstacle(algorithm, use, " is accepted only"))
                : Optional.empty();
    }

    private static Obstacle obstacle(AlgorithmId algorithm, TransformUse use, String state) {
        return new Obstacle(algorithm + state, "crypto transform " + algorithm + " " + use.word());
    }

    private static String word(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }
}
