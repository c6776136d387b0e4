// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.stream.Stream;

/** What is optional or attached from outside wires anew when something else comes or goes. */
final class WiringIsPlain implements Rule {
    @Override
    public String says() {
        return "no optional or dynamic import, no fragment, no required bundle";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        Stream<String> optional = bundle.header("Import-Package").entrySet().stream()
                .filter(entry -> "optional".equals(entry.getValue().get("resolution:")))
                .map(entry -> "it imports " + entry.getKey() + " optionally: need it, or use a service");
        Stream<String> headers = Stream.of("DynamicImport-Package", "Fragment-Host", "Require-Bundle")
                .filter(bundle.headers()::containsKey)
                .map(header -> "its manifest has " + header + ": import packages and use services");
        return Stream.concat(optional, headers);
    }
}
