// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Attributes alone, as they stand in the data of a notification (RFC 2407, 4.6.3.1). */
public final class AttributeList {
    private AttributeList() {}

    public static Bytes write(List<Attribute> attributes) {
        var writer = new Writer();
        attributes.forEach(attribute -> Encoder.attribute(writer, attribute));
        return writer.done();
    }

    /** Empty if that is no list of attributes, or a longer one than any transform has. */
    public static Optional<List<Attribute>> read(Bytes data) {
        var reader = new Reader(data, "a list of attributes");
        List<Attribute> attributes = new ArrayList<>();
        try {
            while (reader.left() > 0 && attributes.size() <= SaReader.MAX_ATTRIBUTES) {
                attributes.add(SaReader.attribute(reader));
            }
        } catch (PeerException e) {
            return Optional.empty();
        }
        return attributes.size() > SaReader.MAX_ATTRIBUTES ? Optional.empty() : Optional.of(attributes);
    }
}
