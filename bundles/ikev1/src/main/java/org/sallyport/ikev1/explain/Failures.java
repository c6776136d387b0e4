// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.explain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last failures, the newest first. Owned by the loop. */
public final class Failures {
    /** As many as an administrator may want to read, and as few as a flood may fill. */
    public static final int MAX = 100;

    private final Deque<Failure> kept = new ArrayDeque<>();

    public void add(Failure failure) {
        kept.addFirst(failure);
        if (kept.size() > MAX) {
            kept.removeLast();
        }
    }

    public List<Failure> list() {
        return List.copyOf(kept);
    }
}
