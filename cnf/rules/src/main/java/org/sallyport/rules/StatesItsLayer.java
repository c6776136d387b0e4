// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.stream.Stream;

final class StatesItsLayer implements Rule {
    @Override
    public String says() {
        return "a bundle states its layer";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        return bundle.layer() >= 0
                ? Stream.empty()
                : Stream.of("its manifest has no " + Bundle.LAYER + " from 0 to 6: write it into its bnd.bnd");
    }
}
