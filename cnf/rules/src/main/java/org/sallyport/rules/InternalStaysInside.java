// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.List;
import java.util.stream.Stream;

final class InternalStaysInside implements Rule {
    @Override
    public String says() {
        return "a package named internal is not exported";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        return bundle.exports().stream()
                .filter(name -> List.of(name.split("\\.")).contains("internal"))
                .map(name -> "it exports " + name + ": remove @Export from its package-info, or move what others need");
    }
}
