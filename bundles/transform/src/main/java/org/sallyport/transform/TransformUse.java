// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/** How an algorithm may be used in negotiations, as {@code crypto transform} says it. */
public enum TransformUse {
    /** Offered to peers and accepted from them. */
    OFFERED("offer"),
    /** Accepted from peers that offer it, and not offered. */
    ACCEPT_ONLY("accept-only"),
    /** As offered; each negotiation that ends with it is told and counted. */
    DEPRECATED("deprecate"),
    /** Neither offered nor accepted; SAs that use it move to what is left. */
    WITHDRAWN("withdraw");

    private final String word;

    TransformUse(String word) {
        this.word = word;
    }

    /** The keyword of the command. */
    public String word() {
        return word;
    }
}
