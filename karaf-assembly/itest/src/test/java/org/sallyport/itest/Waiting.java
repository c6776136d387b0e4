// SPDX-License-Identifier: Apache-2.0
package org.sallyport.itest;

import static org.junit.Assert.fail;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;

/** Waits for the registry, which admits in a thread of its own. */
final class Waiting {
    private static final long PATIENCE_SECONDS = 20;

    private Waiting() {}

    static void until(TransformRegistry registry, String what, Predicate<TransformSnapshot> condition)
            throws InterruptedException {
        var changes = new Semaphore(0);
        Runnable listener = changes::release;
        registry.listen(listener);
        try {
            while (!condition.test(registry.snapshot())) {
                if (!changes.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    fail("still not " + what + ", but " + registry.snapshot().keywords());
                }
            }
        } finally {
            registry.forget(listener);
        }
    }
}
