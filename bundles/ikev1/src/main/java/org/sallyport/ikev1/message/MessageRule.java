// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import static org.sallyport.ikev1.message.PayloadCount.any;
import static org.sallyport.ikev1.message.PayloadCount.atLeastOne;
import static org.sallyport.ikev1.message.PayloadCount.atMostOne;
import static org.sallyport.ikev1.message.PayloadCount.many;
import static org.sallyport.ikev1.message.PayloadCount.noneOr;
import static org.sallyport.ikev1.message.PayloadCount.one;
import static org.sallyport.ikev1.message.PayloadType.CERTIFICATE;
import static org.sallyport.ikev1.message.PayloadType.CERTIFICATE_REQUEST;
import static org.sallyport.ikev1.message.PayloadType.DELETE;
import static org.sallyport.ikev1.message.PayloadType.HASH;
import static org.sallyport.ikev1.message.PayloadType.ID;
import static org.sallyport.ikev1.message.PayloadType.KEY_EXCHANGE;
import static org.sallyport.ikev1.message.PayloadType.NAT_D;
import static org.sallyport.ikev1.message.PayloadType.NAT_D_DRAFT;
import static org.sallyport.ikev1.message.PayloadType.NAT_OA;
import static org.sallyport.ikev1.message.PayloadType.NAT_OA_DRAFT;
import static org.sallyport.ikev1.message.PayloadType.NONCE;
import static org.sallyport.ikev1.message.PayloadType.NOTIFY;
import static org.sallyport.ikev1.message.PayloadType.SA;
import static org.sallyport.ikev1.message.PayloadType.SIGNATURE;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each message of each exchange carries (RFC 2409, 5). A message that its rule does not admit is dropped before
 * anybody acts on it.
 *
 * <p>Vendor identifiers, and payloads that are skipped, may stand in every message, in any number that {@link
 * Decoder#MAX_PAYLOADS} allows.
 */
public enum MessageRule {
    // spotless:off
    //                         exchange                number  encrypted    first             the payloads
    MAIN_1                    (Exchange.MAIN,          1, Encryption.NO,     List.of(SA),       one(SA), any(CERTIFICATE_REQUEST), many(NOTIFY)),
    MAIN_2                    (Exchange.MAIN,          2, Encryption.NO,     List.of(SA),       one(SA), any(CERTIFICATE_REQUEST), many(NOTIFY)),
    MAIN_3                    (Exchange.MAIN,          3, Encryption.NO,     List.of(),         one(KEY_EXCHANGE), one(NONCE), noneOr(2, NAT_D, NAT_D_DRAFT), any(CERTIFICATE_REQUEST), many(NOTIFY)),
    MAIN_4                    (Exchange.MAIN,          4, Encryption.NO,     List.of(),         one(KEY_EXCHANGE), one(NONCE), noneOr(2, NAT_D, NAT_D_DRAFT), any(CERTIFICATE_REQUEST), many(NOTIFY)),
    MAIN_5_KEY                (Exchange.MAIN,          5, Encryption.YES,    List.of(),         one(ID), one(HASH), any(CERTIFICATE_REQUEST), many(NOTIFY)),
    MAIN_6_KEY                (Exchange.MAIN,          6, Encryption.YES,    List.of(),         one(ID), one(HASH), any(CERTIFICATE_REQUEST), many(NOTIFY)),
    MAIN_5_SIGNATURE          (Exchange.MAIN,          5, Encryption.YES,    List.of(),         one(ID), one(SIGNATURE), many(CERTIFICATE), any(CERTIFICATE_REQUEST), many(NOTIFY)),
    MAIN_6_SIGNATURE          (Exchange.MAIN,          6, Encryption.YES,    List.of(),         one(ID), one(SIGNATURE), many(CERTIFICATE), any(CERTIFICATE_REQUEST), many(NOTIFY)),
    AGGRESSIVE_1              (Exchange.AGGRESSIVE,    1, Encryption.NO,     List.of(SA),       one(SA), one(KEY_EXCHANGE), one(NONCE), one(ID), any(CERTIFICATE_REQUEST), many(NOTIFY)),
    AGGRESSIVE_2_KEY          (Exchange.AGGRESSIVE,    2, Encryption.NO,     List.of(SA),       one(SA), one(KEY_EXCHANGE), one(NONCE), one(ID), one(HASH), noneOr(2, NAT_D, NAT_D_DRAFT), any(CERTIFICATE_REQUEST), many(NOTIFY)),
    AGGRESSIVE_2_SIGNATURE    (Exchange.AGGRESSIVE,    2, Encryption.NO,     List.of(SA),       one(SA), one(KEY_EXCHANGE), one(NONCE), one(ID), one(SIGNATURE), noneOr(2, NAT_D, NAT_D_DRAFT), many(CERTIFICATE), any(CERTIFICATE_REQUEST), many(NOTIFY)),
    AGGRESSIVE_3_KEY          (Exchange.AGGRESSIVE,    3, Encryption.EITHER, List.of(),         one(HASH), noneOr(2, NAT_D, NAT_D_DRAFT), many(NOTIFY)),
    AGGRESSIVE_3_SIGNATURE    (Exchange.AGGRESSIVE,    3, Encryption.EITHER, List.of(),         one(SIGNATURE), noneOr(2, NAT_D, NAT_D_DRAFT), many(CERTIFICATE), many(NOTIFY)),
    QUICK_1                   (Exchange.QUICK,         1, Encryption.YES,    List.of(HASH, SA), one(HASH), one(SA), one(NONCE), atMostOne(KEY_EXCHANGE), PayloadCount.noneOrTwo(ID), many(NAT_OA, NAT_OA_DRAFT), many(NOTIFY)),
    QUICK_2                   (Exchange.QUICK,         2, Encryption.YES,    List.of(HASH, SA), one(HASH), one(SA), one(NONCE), atMostOne(KEY_EXCHANGE), PayloadCount.noneOrTwo(ID), many(NAT_OA, NAT_OA_DRAFT), many(NOTIFY)),
    QUICK_3                   (Exchange.QUICK,         3, Encryption.YES,    List.of(HASH),     one(HASH), many(NOTIFY)),
    /** Where one side asked for it with the commit bit: CONNECTED. Nobody here waits for it. */
    QUICK_4                   (Exchange.QUICK,         4, Encryption.YES,    List.of(HASH),     one(HASH), many(NOTIFY)),
    INFORMATIONAL             (Exchange.INFORMATIONAL, 1, Encryption.YES,    List.of(HASH),     one(HASH), atLeastOne(NOTIFY, DELETE)),
    /** Nobody vouches for it: a hint at most. */
    INFORMATIONAL_IN_CLEAR    (Exchange.INFORMATIONAL, 1, Encryption.NO,     List.of(),         atLeastOne(NOTIFY, DELETE));
    // spotless:on

    private enum Encryption {
        NO("in clear"),
        YES("encrypted"),
        EITHER("either");

        private final String words;

        Encryption(String words) {
            this.words = words;
        }
    }

    private final Exchange exchange;
    private final int message;
    private final Encryption encryption;
    private final List<PayloadType> first;
    private final List<PayloadCount> counts;

    MessageRule(
            Exchange exchange, int message, Encryption encryption, List<PayloadType> first, PayloadCount... counts) {
        this.exchange = exchange;
        this.message = message;
        this.encryption = encryption;
        this.first = first;
        this.counts = List.of(counts);
    }

    public Exchange exchange() {
        return exchange;
    }

    /** Which message of its exchange, from 1. */
    public int message() {
        return message;
    }

    /** A row of the table in the documentation: what must come, what may come. */
    String row() {
        return "| %s | %s | %s | %s | %s |"
                .formatted(
                        name(),
                        encryption.words,
                        names(first.stream()),
                        names(counts.stream().filter(PayloadCount::required)),
                        names(counts.stream().filter(count -> !count.required())));
    }

    private static String names(Stream<?> parts) {
        return parts.map(Object::toString).collect(Collectors.joining(", "));
    }

    public boolean admits(Message candidate) {
        return refusal(candidate).isEmpty();
    }

    /** Why this is not such a message, in words; empty if it is. */
    public Optional<String> refusal(Message candidate) {
        return header(candidate.header())
                .or(() -> order(candidate.payloads()))
                .or(() -> counts.stream()
                        .flatMap(count -> count.refusal(candidate.payloads()).stream())
                        .findFirst())
                .or(() -> stranger(candidate.payloads()))
                .map(why -> this + ": " + why);
    }

    private Optional<String> header(Header header) {
        if (header.exchange() != exchange) {
            return Optional.of("a message of " + header.exchange());
        }
        if (encryption != Encryption.EITHER && header.encrypted() != (encryption == Encryption.YES)) {
            return Optional.of(header.encrypted() ? "encrypted" : "in clear");
        }
        boolean opens = exchange.isPhase1() && message == 1;
        if (opens && !header.responder().isNone()) {
            return Optional.of("a responder's cookie before the responder has spoken");
        }
        if (!opens && exchange.isPhase1() && header.responder().isNone()) {
            return Optional.of("no responder's cookie");
        }
        return Optional.empty();
    }

    /** RFC 2409, 5: SA first in phase 1; 5.5: HASH, then SA. Everything else has no order. */
    private Optional<String> order(List<Payload> payloads) {
        for (int i = 0; i < first.size(); i++) {
            if (i >= payloads.size() || payloads.get(i).type() != first.get(i)) {
                return Optional.of("payload " + (i + 1) + " is not " + first.get(i));
            }
        }
        return Optional.empty();
    }

    private Optional<String> stranger(List<Payload> payloads) {
        return payloads.stream()
                .map(Payload::type)
                .filter(type -> type != PayloadType.VENDOR_ID && type != PayloadType.SKIPPED)
                .filter(type -> counts.stream().noneMatch(count -> count.types().contains(type)))
                .findFirst()
                .map(type -> type + " does not belong there");
    }

    /** As in sentences: {@code message 3 of main mode}. */
    @Override
    public String toString() {
        return exchange == Exchange.INFORMATIONAL ? exchange.toString() : "message " + message + " of " + exchange;
    }
}
