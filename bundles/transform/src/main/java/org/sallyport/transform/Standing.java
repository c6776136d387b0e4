// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/** What the present guidance says of an algorithm (RFC 8221). Legacy ones work, and warn. */
public enum Standing {
    LEGACY,
    ACCEPTABLE,
    RECOMMENDED
}
