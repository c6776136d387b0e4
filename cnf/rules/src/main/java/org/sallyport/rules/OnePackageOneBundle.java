// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.stream.Stream;

final class OnePackageOneBundle implements Rule {
    @Override
    public String says() {
        return "a package is in one bundle";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        return bundle.packages().stream()
                .flatMap(name -> house.bundles().stream()
                        .filter(other -> other != bundle && other.packages().contains(name))
                        .map(other -> "its package " + name + " is in " + other.path() + " too: rename one"));
    }
}
