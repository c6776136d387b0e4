// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.config.Binding;
import org.sallyport.config.Configuration;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.TransformSnapshot;

/**
 * The maps that a configuration binds, compiled. A map is compiled again only when anything that it derives from has changed:
 * most edits change nothing of ten thousand entries. Owned by the monitor of {@link Gateway}.
 */
final class BoundMaps {
    private final MapCompiler compiler;
    private final Supplier<TransformSnapshot> transforms;
    private final Interfaces interfaces;
    private final Providers providers;
    private final Map<String, Compiled> newest = new HashMap<>();

    BoundMaps(
            MapCompiler compiler, Supplier<TransformSnapshot> transforms, Interfaces interfaces, Providers providers) {
        this.compiler = compiler;
        this.transforms = transforms;
        this.interfaces = interfaces;
        this.providers = providers;
    }

    /** What a map derives from, beside its name. */
    private record Source(
            Binding binding, String linuxName, Optional<Ipv4Address> local, TransformSnapshot transforms) {
        @SuppressWarnings(
                "ReferenceEquality") // the same objects: comparing what they hold would take as long as compiling
        boolean isSame(Source other) {
            return binding.lines() == other.binding.lines()
                    && binding.generation() == other.binding.generation()
                    && linuxName.equals(other.linuxName)
                    && local.equals(other.local)
                    && transforms == other.transforms;
        }
    }

    private record Compiled(Source source, BoundMap map) {}

    List<BoundMap> of(Configuration configuration) {
        List<BoundMap> compiled = new ArrayList<>();
        for (Binding binding : CryptoMapBinding.all(configuration)) {
            String name = CryptoMapBinding.interfaceName(binding);
            Optional<String> map = CryptoMapBinding.map(binding);
            Optional<String> linuxName = interfaces.linuxName(configuration, name);
            if (map.isPresent() && linuxName.isPresent()) {
                var source = new Source(
                        binding, linuxName.get(), local(configuration, name, linuxName.get()), transforms.get());
                compiled.add(compile(source, map.get(), name));
            }
        }
        return compiled;
    }

    private BoundMap compile(Source source, String map, String interfaceName) {
        Compiled known = newest.get(interfaceName);
        if (known != null && known.source().isSame(source)) {
            return known.map();
        }
        BoundMap compiled = compiler.compile(
                source.binding().lines(),
                source.binding().generation(),
                map,
                interfaceName,
                source.linuxName(),
                source.local());
        newest.put(interfaceName, new Compiled(source, compiled));
        return compiled;
    }

    /** The configured address, or else the first one that the machine's interface has. */
    private Optional<Ipv4Address> local(Configuration configuration, String name, String linuxName) {
        return Interfaces.address(configuration, name)
                .or(() -> providers
                        .hostInterface(linuxName)
                        .flatMap(found -> found.addresses().stream().findFirst()))
                .map(HostInterface.Address::address);
    }
}
