// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.Suite;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Severity;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Obstacle;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformSnapshot;

/**
 * The best that each entry offers, to be told when something takes it away and leaves what is weaker: nobody shall negotiate less
 * without anybody knowing. Another binding is another entry. Owned by the monitor of {@link Gateway}.
 */
final class Strengths {
    /** Of our own: a PIX's algorithms did not go. */
    static final MessageType WEAKER = new MessageType(402191, Severity.ALERTS);

    private Map<Entry, Best> before = Map.of();
    private List<BoundMap> seen = List.of();
    private WeakReference<TransformSnapshot> by = new WeakReference<>(TransformSnapshot.EMPTY); // it holds bundles

    private record Entry(long generation, String lines) {}

    private record Best(Standing standing, List<AlgorithmId> algorithms) {}

    /** Takes over what entries offer now. @return what is weaker than before, in words */
    List<String> follow(List<BoundMap> maps, TransformSnapshot transforms) {
        if (maps.equals(seen) && by.refersTo(transforms)) {
            return List.of();
        }
        seen = maps;
        by = new WeakReference<>(transforms);
        Map<Entry, Best> now = new HashMap<>();
        List<String> weaker = new ArrayList<>();
        for (BoundMap map : maps) {
            for (IkeEntry ike : map.negotiated()) {
                var entry = new Entry(map.generation(), ike.lines());
                Optional<Best> known = Optional.ofNullable(before.get(entry));
                Optional<Best> best = best(ike, transforms);
                best.or(() -> known)
                        .ifPresent(found -> now.put(entry, found)); // one that offers nothing is told otherwise
                if (best.isPresent() && known.isPresent() && isWeaker(best.get(), known.get())) {
                    weaker.add(ike.lines() + " offers " + word(best.get()) + " algorithms at best, and offered "
                            + word(known.get()) + " ones: " + cause(known.get(), transforms));
                }
            }
        }
        before = now;
        return weaker;
    }

    private static boolean isWeaker(Best one, Best other) {
        return one.standing.compareTo(other.standing) < 0;
    }

    private static String word(Best best) {
        return best.standing.name().toLowerCase(Locale.ROOT);
    }

    private static String cause(Best gone, TransformSnapshot transforms) {
        return gone.algorithms.stream()
                .flatMap(each -> transforms.serving(each).isEmpty()
                        ? Optional.of(each + " is not installed any more").stream()
                        : transforms.obstacle(each, true).map(Obstacle::reason).stream())
                .findFirst()
                .or(() -> lowered(gone, transforms))
                .orElse("its transform sets are others");
    }

    /** Another provider may say of an algorithm what the one before it did not. */
    private static Optional<String> lowered(Best gone, TransformSnapshot transforms) {
        return gone.algorithms.stream()
                .flatMap(each -> transforms.serving(each).stream())
                .map(InstalledTransform::description)
                .filter(now -> now.standing().compareTo(gone.standing) < 0)
                .findFirst()
                .map(now ->
                        now.name() + " is " + now.standing().name().toLowerCase(Locale.ROOT) + " by " + now.provider());
    }

    /** A suite is as strong as the weakest of its algorithms. */
    private static Optional<Best> best(IkeEntry entry, TransformSnapshot transforms) {
        return entry.suites().stream()
                .filter(suite -> suite.algorithms()
                        .allMatch(each -> transforms.obstacle(each, true).isEmpty()))
                .map(suite ->
                        new Best(standing(suite, transforms), suite.algorithms().toList()))
                .max(Comparator.comparing(Best::standing));
    }

    private static Standing standing(Suite suite, TransformSnapshot transforms) {
        return suite.algorithms()
                .flatMap(each -> transforms.standing(each).stream())
                .min(Comparator.naturalOrder())
                .orElse(Standing.LEGACY);
    }
}
