// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much one provider of an algorithm is used. Thread-safe. */
public final class TransformUsage {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong opened = new AtomicLong();

    /** A context was opened. */
    public void contextOpened() {
        open.incrementAndGet();
        opened.incrementAndGet();
    }

    /** A context was closed. */
    public void contextClosed() {
        open.decrementAndGet();
    }

    /** Contexts that are open now. */
    public int contexts() {
        return open.get();
    }

    /** Contexts ever opened. */
    public long contextsEver() {
        return opened.get();
    }
}
