// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import java.util.List;
import org.sallyport.ikev1.message.Attribute;
import org.sallyport.ikev1.message.AttributeList;
import org.sallyport.ikev1.message.Bytes;

/**
 * What a responder says in a RESPONDER-LIFETIME notification (RFC 2407, 4.6.3.1): "an ISAKMP attribute list with the responder's
 * actual SA lifetime(s)", in the numbers of the phase it speaks of.
 */
public final class LifetimeNotice {
    private static final int PHASE_1_TYPE = 11;
    private static final int PHASE_1_DURATION = 12;
    private static final int PHASE_2_TYPE = 1;
    private static final int PHASE_2_DURATION = 2;

    private LifetimeNotice() {}

    public static Bytes phase1(Lifetime lifetime) {
        return AttributeList.write(lifetime.attributes(PHASE_1_TYPE, PHASE_1_DURATION));
    }

    public static Bytes phase2(Lifetime lifetime) {
        return AttributeList.write(lifetime.attributes(PHASE_2_TYPE, PHASE_2_DURATION));
    }

    /** What was said; nothing if it makes no sense. */
    public static Lifetime readPhase1(Bytes data) {
        return read(data, PHASE_1_TYPE, PHASE_1_DURATION);
    }

    /** What was said; nothing if it makes no sense. */
    public static Lifetime readPhase2(Bytes data) {
        return read(data, PHASE_2_TYPE, PHASE_2_DURATION);
    }

    private static Lifetime read(Bytes data, int type, int duration) {
        List<Attribute> attributes = AttributeList.read(data).orElse(List.of());
        Lifetime lifetime = Lifetime.NONE;
        try {
            for (int i = 0; i + 1 < attributes.size(); i++) {
                boolean pair = attributes.get(i).type() == type
                        && attributes.get(i + 1).type() == duration;
                if (pair) {
                    lifetime = lifetime.with((int) attributes.get(i).value().orElse(0), attributes.get(i + 1));
                }
            }
            return lifetime;
        } catch (Misfit e) {
            return Lifetime.NONE;
        }
    }
}
