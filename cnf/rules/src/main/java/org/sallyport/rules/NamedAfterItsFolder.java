// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.stream.Stream;

final class NamedAfterItsFolder implements Rule {
    @Override
    public String says() {
        return "a bundle is named after its folder";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        String name = bundle.headers().getOrDefault("Bundle-SymbolicName", "none");
        String expected = "org.sallyport." + bundle.path().replace('/', '.');
        return name.equals(expected)
                ? Stream.empty()
                : Stream.of("its symbolic name is " + name + ": make the artifactId " + expected);
    }
}
