// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.function.Predicate;

/**
 * Another provider, who is asked about a packet that one has thrown over.
 *
 * @param <T> what opens packets
 */
@FunctionalInterface
interface Witness<T> {
    /** Whether the packet is genuine; false if it cannot say. */
    boolean confirms(Predicate<T> packet);
}
