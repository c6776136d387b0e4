// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.stream.Stream;

/** Who exports nothing can be updated without a refresh of anybody else. */
final class ProvidersExportNothing implements Rule {
    @Override
    public String says() {
        return "a provider exports nothing";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        return bundle.isProvider()
                ? bundle.exports().stream()
                        .map(name -> "it is a provider and exports " + name
                                + ": move the package to an API bundle, or remove @Export")
                : Stream.empty();
    }
}
