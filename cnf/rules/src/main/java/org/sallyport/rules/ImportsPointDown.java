// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.stream.Stream;

/** Layers are those of the bundles that export a package; so providers cannot import providers either. */
final class ImportsPointDown implements Rule {
    @Override
    public String says() {
        return "imports point to lower layers";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        return bundle.imports().stream()
                .filter(name -> name.startsWith("org.sallyport."))
                .flatMap(name -> violation(bundle, name, house));
    }

    private static Stream<String> violation(Bundle bundle, String name, House house) {
        Bundle exporter = house.exporter(name).orElse(null);
        if (exporter == null) {
            return Stream.of("it imports " + name + ", which no bundle exports: move what it needs to an API bundle");
        }
        if (exporter == bundle || exporter.layer() < bundle.layer()) {
            return Stream.empty();
        }
        return Stream.of("it is in layer " + bundle.layer() + " and imports " + name + " from " + exporter.path()
                + " in layer " + exporter.layer() + ": turn the dependency round, by a service of a lower layer");
    }
}
