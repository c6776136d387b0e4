// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.stream.Stream;

/** One rule of the architecture. */
public interface Rule {
    /** The rule in a sentence. */
    String says();

    /**
     * Where a bundle breaks the rule: what is wrong, and what to do.
     *
     * @param house all bundles, this one among them
     */
    Stream<String> violations(Bundle bundle, House house);
}
