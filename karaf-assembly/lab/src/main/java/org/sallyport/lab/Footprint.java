// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * What a running appliance holds once its garbage is collected.
 *
 * @param heap kilobytes
 * @param metaspace kilobytes
 */
public record Footprint(long heap, long metaspace, long classes, long threads, long files, long services) {
    /** What is not called growth: caches fill, code is compiled with its constants and profiles. */
    private static final Footprint ALLOWED = new Footprint(2_048, 2_048, 100, 4, 4, 0);

    /** How much more there is than before. */
    Footprint since(Footprint before) {
        return new Footprint(
                heap - before.heap,
                metaspace - before.metaspace,
                classes - before.classes,
                threads - before.threads,
                files - before.files,
                services - before.services);
    }

    /** What has grown, in words; nothing if it is this that has come to the one before. */
    List<String> growth() {
        var grown = new ArrayList<String>();
        complain(grown, "kB of heap", heap, ALLOWED.heap);
        complain(grown, "kB of metaspace", metaspace, ALLOWED.metaspace);
        complain(grown, "classes", classes, ALLOWED.classes);
        complain(grown, "threads", threads, ALLOWED.threads);
        complain(grown, "open files", files, ALLOWED.files);
        complain(grown, "services", services, ALLOWED.services);
        return grown;
    }

    private static void complain(List<String> grown, String what, long more, long allowed) {
        if (more > allowed) {
            grown.add(more + " " + what + " more");
        }
    }

    @Override
    public String toString() {
        return "heap %,d kB, metaspace %,d kB, %d classes, %d threads, %d files, %d services"
                .formatted(heap, metaspace, classes, threads, files, services);
    }
}
