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

    /** As many as a message can have: some peers ask for a certificate of each authority they know. */
    static PayloadCount any(PayloadType type) {
        return new PayloadCount(List.of(type), false, 0, Decoder.MAX_PAYLOADS);
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

    /** As in the documentation: {@code 1 nonce}, {@code 0 or 1 key exchange}, {@code 0 to 20 notification}. */
    @Override
    public String toString() {
        String range = least == most ? String.valueOf(most) : least + (most == 1 ? " or " : " to ") + most;
        return (required || least == 0 ? "" : "0 or ") + range + " " + names();
    }

    private String names() {
        return types.stream().map(PayloadType::toString).collect(Collectors.joining(" or "));
    }
}
