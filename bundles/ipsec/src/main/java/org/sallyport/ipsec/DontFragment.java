// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/** How the outer header's "don't fragment" bit comes about (RFC 4301, 8.1). */
public enum DontFragment {
    /** As in the inner header. */
    COPY,
    /** Always set. */
    SET,
    /** Never set. */
    CLEAR
}
