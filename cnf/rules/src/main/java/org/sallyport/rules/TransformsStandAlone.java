// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class TransformsStandAlone implements Rule {
    private static final Pattern LIBRARIES =
            Pattern.compile("org\\.bouncycastle\\..*|com\\.amazon\\.corretto\\.crypto\\.provider|org\\.conscrypt");
    private static final Set<String> JDK = ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public String says() {
        return "a transform needs the SPI, the JDK and a crypto library, nothing else";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        if (!bundle.path().startsWith("transforms/")) {
            return Stream.empty();
        }
        return bundle.imports().stream()
                .filter(name -> !name.matches("org\\.sallyport\\.transform(\\..*)?"))
                .filter(name -> !LIBRARIES.matcher(name).matches() && !JDK.contains(name))
                .map(name -> "it imports " + name + ": do without, or have it handed in through the SPI");
    }
}
