// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Components and the annotations that carry their properties know OSGi; everything else is plain Java. So does, instead of a
 * component, the activator of a bundle that runs before there are components.
 */
final class OsgiIsForComponents implements Rule {
    private static final Set<String> DOORS = Set.of(
            "org.osgi.service.component.annotations.Component",
            "org.osgi.service.component.annotations.ComponentPropertyType");

    @Override
    public String says() {
        return "only components mention OSGi";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        Set<String> components = bundle.classes().stream()
                .filter(file -> file.annotations().stream().anyMatch(DOORS::contains))
                .map(ClassFile::name)
                .collect(Collectors.toSet());
        components.add(bundle.headers().getOrDefault("Bundle-Activator", ""));
        return bundle.classes().stream()
                .filter(file -> !components.contains(file.outermost()) && !components.contains(file.name()))
                .flatMap(file -> file.types().stream()
                        .filter(type -> type.startsWith("org.osgi.") && !type.startsWith("org.osgi.annotation."))
                        .map(type -> file.name() + " mentions " + type
                                + ": move that to a thin class annotated @Component, and hand in plain Java"));
    }
}
