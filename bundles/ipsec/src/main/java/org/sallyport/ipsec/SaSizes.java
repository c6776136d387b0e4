// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IntegrityTransform;
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
        int icv = 0;
        if (integrity.isPresent() && integrity.get().transform() instanceof IntegrityTransform transform) {
            icv = transform.spec().icvSize();
        }
        boolean udp = sa.ends().udp().isPresent();
        if (cipher.isPresent() && cipher.get().transform() instanceof CipherTransform transform) {
            CipherSpec spec = transform.spec();
            return Optional.of(
                    new SaSizes(sa.mode(), udp, spec.blockSize(), spec.ivSize(), spec.isAead() ? spec.icvSize() : icv));
        }
        return Optional.of(new SaSizes(sa.mode(), udp, 1, 0, icv));
    }
}
