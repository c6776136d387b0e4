// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.TransformSnapshot;

/**
 * What determines how much longer an SA makes a packet. All in bytes.
 *
 * @param udp whether a UDP header stands in front
 * @param blockSize of the cipher; 1 without one
 * @param ivSize in each packet
 * @param icvSize in each packet
 */
public record SaSizes(Mode mode, boolean udp, int blockSize, int ivSize, int icvSize) {
    /** The sizes of an SA; empty while a transform of it is not installed. */
    public static Optional<SaSizes> of(SaParameters sa, TransformSnapshot transforms) {
        Optional<InstalledTransform> cipher = sa.algorithms().cipher().flatMap(transforms::serving);
        Optional<InstalledTransform> integrity = sa.algorithms().integrity().flatMap(transforms::serving);
        if (cipher.isPresent() != sa.algorithms().cipher().isPresent()
                || integrity.isPresent() != sa.algorithms().integrity().isPresent()) {
            return Optional.empty();
        }
        int icv = integrity
                .flatMap(InstalledTransform::integritySpec)
                .map(IntegritySpec::icvSize)
                .orElse(0);
        boolean udp = sa.ends().udp().isPresent();
        return Optional.of(cipher.flatMap(InstalledTransform::cipherSpec)
                .map(spec -> new SaSizes(
                        sa.mode(), udp, spec.blockSize(), spec.ivSize(), spec.isAead() ? spec.icvSize() : icv))
                .orElseGet(() -> new SaSizes(sa.mode(), udp, 1, 0, icv)));
    }
}
