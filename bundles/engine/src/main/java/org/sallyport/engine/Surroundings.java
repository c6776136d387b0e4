// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.SpdSnapshot;
import org.sallyport.transform.TransformSnapshot;

/** What a worker goes by during one batch. */
record Surroundings(SadSnapshot associations, SpdSnapshot policies, TransformSnapshot transforms, Protocols protocols) {
    static final Surroundings NOTHING =
            new Surroundings(SadSnapshot.EMPTY, SpdSnapshot.EMPTY, TransformSnapshot.EMPTY, Protocols.NONE);

    /** Whether nothing was published since: the same objects, not equal ones. */
    @SuppressWarnings("ReferenceEquality")
    boolean isCurrent(SadSnapshot sad, SpdSnapshot spd, TransformSnapshot installed, Protocols known) {
        return associations == sad && policies == spd && transforms == installed && protocols == known;
    }
}
