// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.List;

/** All rules. */
public final class Rules {
    public static final List<Rule> ALL = List.of(
            new NamedAfterItsFolder(),
            new StatesItsLayer(),
            new ImportsPointDown(),
            new InternalStaysInside(),
            new ProvidersExportNothing(),
            new TransformsStandAlone(),
            new WiringIsPlain(),
            new KarafIsAboveLayerFour(),
            new OsgiIsForComponents(),
            new WorldComesThroughRuntime(),
            new OnePackageOneBundle(),
            new PackagesAreNullMarked());

    private Rules() {}
}
