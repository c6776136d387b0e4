// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ike;

import java.util.OptionalInt;

/**
 * Perfect forward secrecy as an entry configures it: {@code set pfs [group1 | group2 …]}.
 *
 * @param wanted whether a key exchange is required
 * @param group the group by number; empty for one that was not said: group 1 is asked for, and any is accepted
 */
public record Pfs(boolean wanted, OptionalInt group) {
    /** None is asked for; one that a peer asks for is accepted. */
    public static final Pfs NONE = new Pfs(false, OptionalInt.empty());

    /** {@code set pfs}. */
    public static final Pfs UNSPECIFIED = new Pfs(true, OptionalInt.empty());

    private static final int FIRST = 1;

    /** {@code set pfs groupN}. */
    public static Pfs group(int number) {
        return new Pfs(true, OptionalInt.of(number));
    }

    /** The group that is asked for; empty for none. */
    public OptionalInt offered() {
        return wanted ? OptionalInt.of(group.orElse(FIRST)) : OptionalInt.empty();
    }

    /**
     * Whether a peer's request may be accepted: {@code group1} accepts itself and what is stronger, any other only itself.
     *
     * @param offered the peer's group; empty for none
     */
    public boolean accepts(OptionalInt offered) {
        if (!wanted) {
            return true;
        }
        return offered.isPresent() && (group.isEmpty() || group.getAsInt() == FIRST || group.equals(offered));
    }
}
