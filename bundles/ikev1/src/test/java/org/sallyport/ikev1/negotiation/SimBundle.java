// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Set;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUse;

/** A bundle of transforms that may be stopped, and started again, at any moment. */
enum SimBundle {
    DES(TransformKind.ENCRYPTION, List.of(1), "cipher-2"),
    TRIPLE_DES(TransformKind.ENCRYPTION, List.of(5), "cipher-3"),
    AES(TransformKind.ENCRYPTION, List.of(7), "cipher-12"),
    MD5(TransformKind.PRF, List.of(1), "mac-1"),
    SHA1(TransformKind.PRF, List.of(2), "mac-2"),
    MODP(TransformKind.KEY_EXCHANGE, List.of(1, 2), "");

    private final TransformKind kind;
    private final List<Integer> numbers;
    private final String ofSas;

    /**
     * What a gateway loses with it.
     *
     * @param numbers in phase 1
     * @param ofSas its algorithm in transform sets, as {@link Plans} names it
     */
    SimBundle(TransformKind kind, List<Integer> numbers, String ofSas) {
        this.kind = kind;
        this.numbers = numbers;
        this.ofSas = ofSas;
    }

    /** A policy that withdraws what this bundle brings. */
    TransformPolicy withdrawn(TransformPolicy policy, TransformSnapshot all) {
        TransformPolicy more = policy.with(ofSas, TransformUse.WITHDRAWN);
        for (InstalledTransform each : all.installed()) {
            if (brings(each)) {
                more = more.with(each.description().name(), TransformUse.WITHDRAWN);
            }
        }
        return more;
    }

    private boolean brings(InstalledTransform installed) {
        return installed.description().kind() == kind
                && numbers.contains(installed.description().ikev1());
    }

    /** What is left without these bundles. */
    static TransformSnapshot without(TransformSnapshot all, Set<SimBundle> stopped) {
        return new TransformSnapshot(all.installed().stream()
                .filter(each -> stopped.stream().noneMatch(bundle -> bundle.brings(each)))
                .toList());
    }

    /** Whether algorithms of SAs can be used without these bundles. */
    static boolean serves(Set<SimBundle> stopped, SaAlgorithms algorithms) {
        return stopped.stream().noneMatch(bundle -> bundle.isUsedBy(algorithms));
    }

    private boolean isUsedBy(SaAlgorithms algorithms) {
        return algorithms.cipher().filter(id -> id.name().equals(ofSas)).isPresent()
                || algorithms.integrity().filter(id -> id.name().equals(ofSas)).isPresent();
    }

    static boolean serves(Set<SimBundle> stopped, SaParameters sa) {
        return serves(stopped, sa.algorithms());
    }
}
