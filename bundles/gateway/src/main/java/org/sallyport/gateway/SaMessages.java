// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SaText;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.Severity;
import org.sallyport.transform.TransformSnapshot;

/** Tells which SAs came and went. */
final class SaMessages {
    static final MessageType CREATED = new MessageType(602301, Severity.INFORMATIONAL);
    static final MessageType DELETED = new MessageType(602302, Severity.INFORMATIONAL);

    private SaMessages() {}

    static void changed(SadSnapshot before, SadSnapshot after, TransformSnapshot transforms, Messages messages) {
        List<SaParameters> had = parameters(before);
        List<SaParameters> have = parameters(after);
        tell("deleting SA, (sa) ", DELETED, had.stream().filter(unlike(have)), transforms, messages);
        tell("sa created, (sa) ", CREATED, have.stream().filter(unlike(had)), transforms, messages);
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
