// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

/** Why one transform of an offer cannot be taken by anybody. It ends in {@link Reading#fault}. */
final class Misfit extends Exception {
    private static final long serialVersionUID = 1;

    Misfit(String fault) {
        super(fault, null, false, false);
    }

    String fault() {
        return String.valueOf(getMessage());
    }
}
