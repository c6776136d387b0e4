// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/** What an initialization vector must be. The security association makes it, by this rule. */
public enum IvRule {
    /** There is none. */
    NONE,
    /** Unpredictable (RFC 3602, 3: "The IV MUST be chosen at random"). */
    RANDOM,
    /** Never twice under one key (RFC 4106, 3.1). */
    COUNTER
}
