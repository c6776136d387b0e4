// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.sallyport.ike.Move;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaLife;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.TransformDescription;

/** What {@code show crypto transforms detail} prints: a block for everything that is installed. */
final class TransformDetails {
    private static final long SECOND = 1_000_000_000L;

    private final View view;
    private final Function<String, List<Move>> users;

    /** @param users the SAs that use the algorithm of a name */
    private TransformDetails(View view, Function<String, List<Move>> users) {
        this.view = view;
        this.users = users;
    }

    static List<String> render(View view, Function<String, List<Move>> users) {
        var details = new TransformDetails(view, users);
        List<String> lines = new ArrayList<>();
        view.transforms().installed().forEach(entry -> details.block(lines, entry));
        return lines;
    }

    private void block(List<String> lines, InstalledTransform entry) {
        TransformDescription description = entry.description();
        AlgorithmId algorithm = description.algorithm();
        lines.add(description.name() + ", " + TransformListing.word(description.kind())
                + (TransformListing.keywords(description).isEmpty()
                        ? ""
                        : ": " + TransformListing.keywords(description)));
        lines.add("  provider: " + description.provider() + ", ranking " + description.ranking() + ", "
                + TransformListing.state(view, entry));
        lines.add("  known answers: " + answers(entry));
        lines.add("  standing: " + TransformListing.word(description.standing()) + ", use: "
                + TransformListing.use(view, algorithm));
        if (TransformListing.serves(view, entry)) {
            lines.add("  used by: " + users(description.name()) + lastPacket(algorithm) + lastNegotiation(algorithm));
            long count = view.deprecated().getOrDefault(algorithm, 0L);
            if (count > 0) {
                lines.add("  negotiated while deprecated: " + count);
            }
        }
    }

    private static String answers(InstalledTransform entry) {
        return switch (entry.state()) {
            case PENDING -> "being computed";
            case ADMITTED, QUARANTINED -> "passed";
            case FAILED -> entry.verdict();
        };
    }

    private String users(String name) {
        List<Move> all = users.apply(name);
        long isakmp = all.stream().filter(Move::isIsakmp).count();
        String peers =
                all.stream().map(Move::peer).distinct().map(Object::toString).collect(Collectors.joining(", "));
        return all.isEmpty()
                ? "no SA"
                : "IPsec pairs: " + (all.size() - isakmp) + ", ISAKMP SAs: " + isakmp + ", peers: " + peers;
    }

    private String lastNegotiation(AlgorithmId algorithm) {
        Long since = view.sinceNegotiated().get(algorithm);
        return since == null ? "" : "; last negotiated " + since / SECOND + " s ago";
    }

    private String lastPacket(AlgorithmId algorithm) {
        OptionalLong idle = LongStream.concat(
                        idle(view.associations().inbound().stream(), InboundSa::parameters, InboundSa::life, algorithm),
                        idle(
                                view.associations().outbound().stream(),
                                OutboundSa::parameters,
                                OutboundSa::life,
                                algorithm))
                .min();
        return idle.isPresent() ? "; last packet " + idle.getAsLong() / SECOND + " s ago" : "";
    }

    private <T> LongStream idle(
            Stream<T> all, Function<T, SaParameters> parameters, Function<T, SaLife> life, AlgorithmId algorithm) {
        return all.filter(sa -> parameters.apply(sa).algorithms().all().anyMatch(algorithm::equals))
                .map(life)
                .filter(SaLife::wasUsed)
                .mapToLong(each -> each.idleNanos(view.nanos()));
    }
}
