// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.sallyport.transform.Protector;

/** The receiving half of an SA: its replay window outlives every packet, transform and engine. Owned by one worker. */
public final class InboundSa {
    /** Packets that a window covers unless configured otherwise (RFC 4303, 3.4.3). */
    public static final int DEFAULT_WINDOW = 64;

    private final SaParameters parameters;
    private final SaContext context;
    private final SaCounters counters = new SaCounters();
    private final ReplayWindow window;

    /** An SA with the window that was agreed; a manual SA, and one that does not authenticate, has none. */
    public InboundSa(SaParameters parameters) {
        this.parameters = parameters;
        this.context = new SaContext(parameters, Protector.Direction.OPEN);
        boolean protectsOrder =
                !parameters.manual() && parameters.algorithms().integrity().isPresent();
        this.window = protectsOrder ? new ReplayWindow(parameters.options().replayWindow()) : ReplayWindow.NONE;
    }

    public SaParameters parameters() {
        return parameters;
    }

    public SaContext context() {
        return context;
    }

    public SaCounters counters() {
        return counters;
    }

    public ReplayWindow window() {
        return window;
    }

    /** The whole number of a packet that arrived with these 32 bits of it. */
    public long sequence(int transmitted) {
        return transmitted & 0xFFFFFFFFL;
    }

    @Override
    public String toString() {
        return "inbound " + parameters.id();
    }
}
