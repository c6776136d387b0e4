// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.List;
import java.util.Optional;

/**
 * One transform of a proposal (RFC 2408, 3.6): an alternative to its neighbours.
 *
 * @param number its place in the proposal
 * @param id the algorithm, by the protocol's list
 */
public record ProposedTransform(int number, int id, List<Attribute> attributes) {
    public ProposedTransform {
        attributes = List.copyOf(attributes);
    }

    /** The first attribute of that type. */
    public Optional<Attribute> attribute(int type) {
        return attributes.stream().filter(each -> each.type() == type).findFirst();
    }
}
