// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.stream.Stream;

final class KarafIsAboveLayerFour implements Rule {
    @Override
    public String says() {
        return "nothing below layer 5 imports Karaf";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        return bundle.layer() >= 5
                ? Stream.empty()
                : bundle.imports().stream()
                        .filter(name -> name.startsWith("org.apache.karaf."))
                        .map(name -> "it imports " + name + ": leave that to an adapter such as cli-karaf");
    }
}
