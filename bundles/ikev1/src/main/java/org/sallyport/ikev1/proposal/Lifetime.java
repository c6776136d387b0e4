// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ikev1.message.Attribute;

/**
 * How long an SA may live. 0 where an offer does not say.
 *
 * @param kilobytes of 1,024 bytes
 */
public record Lifetime(long seconds, long kilobytes) {
    public static final Lifetime NONE = new Lifetime(0, 0);

    private static final int SECONDS = 1;
    private static final int KILOBYTES = 2;

    /** RFC 2407, 4.5 gives no bound; longer numbers than this come from nobody. */
    private static final int MAX_BYTES = 8;

    /** Of both the shorter, each by itself; what only one of them says, holds. */
    public Lifetime shorter(Lifetime other) {
        return new Lifetime(shorter(seconds, other.seconds), shorter(kilobytes, other.kilobytes));
    }

    private static long shorter(long one, long other) {
        return one == 0 ? other : other == 0 ? one : Math.min(one, other);
    }

    /** The attributes that say so: each type with its duration right behind it (RFC 2407, 4.5). */
    List<Attribute> attributes(int typeAttribute, int durationAttribute) {
        List<Attribute> attributes = new ArrayList<>();
        if (seconds > 0) {
            attributes.add(Attribute.basic(typeAttribute, SECONDS));
            attributes.add(Attribute.number(durationAttribute, seconds));
        }
        if (kilobytes > 0) {
            attributes.add(Attribute.basic(typeAttribute, KILOBYTES));
            attributes.add(Attribute.number(durationAttribute, kilobytes));
        }
        return attributes;
    }

    /** Adds what the next duration says. */
    Lifetime with(int type, Attribute duration) throws Misfit {
        long value = value(duration);
        if (value == 0) {
            throw new Misfit("a lifetime of 0");
        }
        if (type == SECONDS && seconds == 0) {
            return new Lifetime(value, kilobytes);
        }
        if (type == KILOBYTES && kilobytes == 0) {
            return new Lifetime(seconds, value);
        }
        throw new Misfit(
                type == SECONDS || type == KILOBYTES
                        ? "the same kind of lifetime twice"
                        : "a lifetime of kind " + type);
    }

    private static long value(Attribute duration) throws Misfit {
        if (duration.octets().length() > MAX_BYTES) {
            throw new Misfit("a lifetime of " + duration.octets().length() + " bytes");
        }
        return duration.value().orElse(Long.MAX_VALUE);
    }

    /** {@code 28800 seconds, 4608000 kilobytes}. */
    @Override
    public String toString() {
        if (seconds == 0 && kilobytes == 0) {
            return "no lifetime";
        }
        return (seconds > 0 ? seconds + " seconds" : "")
                + (seconds > 0 && kilobytes > 0 ? ", " : "")
                + (kilobytes > 0 ? kilobytes + " kilobytes" : "");
    }
}
