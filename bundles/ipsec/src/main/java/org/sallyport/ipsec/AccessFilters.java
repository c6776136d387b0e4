// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;

/**
 * The access lists of interfaces.
 *
 * @param filters at most one an interface; nothing is filtered where there is none
 * @param exemptsDecrypted whether packets that came out of an SA are let through; otherwise they are judged as if they had
 *     arrived at the interface that their crypto map is bound to
 */
public record AccessFilters(List<AccessFilter> filters, boolean exemptsDecrypted) {
    /** No list anywhere. */
    public static final AccessFilters NONE = new AccessFilters(List.of(), false);

    public AccessFilters {
        filters = List.copyOf(filters);
    }
}
