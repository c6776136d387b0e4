// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/**
 * How long an SA may live, by time and by the bytes it protects (RFC 4301, 4.4.2.1). At a soft limit it should be renewed, at
 * a hard one it ends; 0 is no limit. A kilobyte has 1,024 bytes.
 */
public record Lifetime(long softSeconds, long hardSeconds, long softKilobytes, long hardKilobytes) {
    /** No limit at all: the life of an SA keyed by hand. */
    public static final Lifetime UNLIMITED = new Lifetime(0, 0, 0, 0);

    /** The greatest limit: what IKEv1 can say in four bytes. */
    public static final long MAX = 0xFFFFFFFFL;

    /** So many seconds before its end a PIX renews an SA. */
    public static final long SECONDS_LEFT = 30;

    /** With so many kilobytes left a PIX renews an SA. */
    public static final long KILOBYTES_LEFT = 256;

    private static final int QUARTER = 4;
    private static final int KILOBYTE = 1_024;

    public Lifetime {
        check("seconds", softSeconds, hardSeconds);
        check("kilobytes", softKilobytes, hardKilobytes);
    }

    private static void check(String unit, long soft, long hard) {
        if (soft < 0 || hard < 0 || soft > MAX || hard > MAX || hard != 0 && soft > hard) {
            throw new IllegalArgumentException("a lifetime of " + soft + " soft and " + hard + " hard " + unit);
        }
    }

    /**
     * A life that ends at these limits and is renewed as on a PIX: 30 seconds before, or with 256 kilobytes left; with a quarter left
     * if that is less. A renewal whose first message is lost takes seconds.
     */
    public static Lifetime endingAfter(long seconds, long kilobytes) {
        return new Lifetime(soft(seconds, SECONDS_LEFT), seconds, soft(kilobytes, KILOBYTES_LEFT), kilobytes);
    }

    /** The same, if so many bytes are not less than it allows; else one that ends after them. */
    public Lifetime within(long bytes) {
        long most = bytes / KILOBYTE;
        return most > MAX || hardKilobytes != 0 && hardKilobytes <= most
                ? this
                : new Lifetime(softSeconds, hardSeconds, soft(most, KILOBYTES_LEFT), most);
    }

    private static long soft(long hard, long left) {
        return hard - Math.min(left, hard / QUARTER);
    }
}
