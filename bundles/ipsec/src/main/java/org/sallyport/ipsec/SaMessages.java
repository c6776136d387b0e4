// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.transform.TransformSnapshot;

/** Tells which SAs came and went, for whoever changes the database, in the words of a PIX. */
public final class SaMessages {
    /** An SA was made. */
    public static final MessageType CREATED = new MessageType(602301, Severity.INFORMATIONAL);

    /** An SA was deleted, or has ended. */
    public static final MessageType DELETED = new MessageType(602302, Severity.INFORMATIONAL);

    /** An SA should be renewed. */
    public static final MessageType EXPIRING = new MessageType(702301, Severity.DEBUGGING);

    private SaMessages() {}

    /** Tells what a change did. */
    @SuppressWarnings("ReferenceEquality") // nothing was changed: with many SAs worth asking
    public static void changed(SadSnapshot before, SadSnapshot after, TransformSnapshot transforms, Messages messages) {
        if (before == after) {
            return;
        }
        List<SaParameters> had = parameters(before);
        List<SaParameters> have = parameters(after);
        deleted(had.stream().filter(unlike(have)).toList(), transforms, messages);
        created(have.stream().filter(unlike(had)).toList(), transforms, messages);
    }

    /** Tells that SAs were made. */
    public static void created(List<SaParameters> associations, TransformSnapshot transforms, Messages messages) {
        tell("sa created, (sa) ", CREATED, associations.stream(), transforms, messages);
    }

    /** Tells that SAs were deleted. */
    public static void deleted(List<SaParameters> associations, TransformSnapshot transforms, Messages messages) {
        tell("deleting SA, (sa) ", DELETED, associations.stream(), transforms, messages);
    }

    /** Tells of SAs that should be renewed, or of those that have ended and were deleted. */
    public static void expired(SaExpiry expiry, TransformSnapshot transforms, Messages messages) {
        Stream<SaParameters> associations = Stream.concat(expiry.inbound().stream(), expiry.outbound().stream());
        if (expiry.event().limit() == SaLife.Limit.SOFT) {
            tell("lifetime expiring, (sa) ", EXPIRING, associations, transforms, messages);
        } else {
            tell("deleting SA, (sa) ", DELETED, associations, transforms, messages);
        }
    }

    private static List<SaParameters> parameters(SadSnapshot snapshot) {
        return Stream.concat(
                        snapshot.inbound().stream().map(InboundSa::parameters),
                        snapshot.outbound().stream().map(OutboundSa::parameters))
                .toList();
    }

    /** Those that are not among the others; no two SAs ever have one connection number. */
    private static Predicate<SaParameters> unlike(List<SaParameters> others) {
        var numbers = others.stream().map(SaParameters::connection).collect(Collectors.toSet());
        return sa -> !numbers.contains(sa.connection());
    }

    private static void tell(
            String what,
            MessageType type,
            Stream<SaParameters> associations,
            TransformSnapshot transforms,
            Messages messages) {
        associations.forEach(sa -> {
            if (messages.admits(type)) {
                messages.say(type, what + SaText.inMessage(sa, transforms));
            }
        });
    }
}
