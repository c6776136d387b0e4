// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.config.Binding;
import org.sallyport.config.Configuration;
import org.sallyport.gateway.BoundMap.Place;
import org.sallyport.gateway.Temporaries.Temporary;
import org.sallyport.transform.TransformSnapshot;

/**
 * The maps that a configuration binds, compiled. A map is compiled again only when anything that it derives from has changed:
 * most edits change nothing of ten thousand entries. Owned by the monitor of {@link Gateway}.
 */
final class BoundMaps {
    private final MapCompiler compiler;
    private final Supplier<TransformSnapshot> transforms;
    private final Interfaces interfaces;
    private final LocalAddresses locals;
    private final Temporaries temporaries;
    private final Map<String, Compiled> newest = new HashMap<>();

    BoundMaps(
            MapCompiler compiler,
            Supplier<TransformSnapshot> transforms,
            Interfaces interfaces,
            LocalAddresses locals,
            Temporaries temporaries) {
        this.compiler = compiler;
        this.transforms = transforms;
        this.interfaces = interfaces;
        this.locals = locals;
        this.temporaries = temporaries;
    }

    /** What a map derives from, beside its name. It does not hold transforms whose bundles have left. */
    private record Source(
            Binding binding,
            SaLifetimes.Life life,
            Place place,
            WeakReference<TransformSnapshot> transforms,
            List<Temporary> temporaries) {
        @SuppressWarnings(
                "ReferenceEquality") // the same objects: comparing what they hold would take as long as compiling
        boolean isSame(Source other) {
            return binding.lines() == other.binding.lines()
                    && binding.generation() == other.binding.generation()
                    && life.equals(other.life)
                    && place.equals(other.place)
                    && transforms.get() != null
                    && transforms.get() == other.transforms.get()
                    && temporaries.equals(other.temporaries);
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
                        binding,
                        SaLifetimes.everywhere(configuration),
                        new Place(name, linuxName.get(), locals.follow(configuration, name, linuxName.get())),
                        new WeakReference<>(transforms.get()),
                        temporaries.of(map.get()));
                compiled.add(compile(source));
            }
        }
        return compiled;
    }

    private BoundMap compile(Source source) {
        String interfaceName = source.place().interfaceName();
        Compiled known = newest.get(interfaceName);
        if (known != null && known.source().isSame(source)) {
            return known.map();
        }
        BoundMap compiled = compiler.compile(source.binding(), source.life(), source.place(), source.temporaries());
        newest.put(interfaceName, new Compiled(source, compiled));
        return compiled;
    }

    /** Whether one of these maps is bound to an interface that has another address by now. Any thread. */
    boolean haveMoved(Configuration configuration, List<BoundMap> maps) {
        return maps.stream()
                .anyMatch(map -> !map.local()
                        .equals(locals.of(
                                configuration, map.interfaceName(), map.place().linuxName())));
    }
}
