// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How many payloads of some types a message has.
 *
 * @param types counted together
 * @param least if there are any at all, or if none would be too few
 */
record PayloadCount(List<PayloadType> types, boolean required, int least, int most) {
    /** More of one kind than any peer sends in one message. */
    static final int MANY = 20;

    static PayloadCount one(PayloadType type) {
        return new PayloadCount(List.of(type), true, 1, 1);
    }

    static PayloadCount atMostOne(PayloadType type) {
        return new PayloadCount(List.of(type), false, 0, 1);
    }

    static PayloadCount atLeastOne(PayloadType... types) {
        return new PayloadCount(List.of(types), true, 1, MANY);
    }

    static PayloadCount many(PayloadType... types) {
        return new PayloadCount(List.of(types), false, 0, MANY);
    }

    /** None at all, or that many and more. */
    static PayloadCount noneOr(int least, PayloadType... types) {
        return new PayloadCount(List.of(types), false, least, MANY);
    }

    static PayloadCount noneOrTwo(PayloadType type) {
        return new PayloadCount(List.of(type), false, 2, 2);
    }

    Optional<String> refusal(List<Payload> payloads) {
        long count = payloads.stream()
                .filter(payload -> types.contains(payload.type()))
                .count();
        if (count > most) {
            return Optional.of(count + " times " + names());
        }
        if (count < least && (required || count > 0)) {
            return Optional.of(count == 0 ? "no " + names() : "only " + count + " times " + names());
        }
        return Optional.empty();
    }

    private String names() {
        return types.stream().map(PayloadType::toString).collect(Collectors.joining(" or "));
    }
}
