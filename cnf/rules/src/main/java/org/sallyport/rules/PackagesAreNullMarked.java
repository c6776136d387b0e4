// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.stream.Stream;

final class PackagesAreNullMarked implements Rule {
    @Override
    public String says() {
        return "a package has a package-info with @NullMarked";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        return bundle.packages().stream()
                .filter(name -> bundle.classes().stream()
                        .noneMatch(file -> file.name().equals(name + ".package-info")
                                && file.annotations().contains("org.jspecify.annotations.NullMarked")))
                .map(name -> "package " + name + " lacks it: write package-info.java with its purpose and @NullMarked");
    }
}
