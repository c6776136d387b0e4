// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.stream.Stream;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ikev1.explain.Notice.Topic;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.phase1.Established;
import org.sallyport.ikev1.phase2.Negotiated;
import org.sallyport.ikev1.phase2.Wish;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Severity;
import org.sallyport.transform.AlgorithmId;

/** The syslog lines of IKE, with a PIX's numbers and words. */
final class Told {
    private static final MessageType PHASE_1_CREATED = new MessageType(602201, Severity.INFORMATIONAL);
    /** Of our own: a PIX knew no such thing. */
    private static final MessageType DEPRECATED = new MessageType(402190, Severity.WARNINGS);

    private static final MessageType PHASE_1_DELETE_RECEIVED = debugging(702201);
    private static final MessageType PHASE_1_DELETE_SENT = debugging(702202);
    private static final MessageType DPD_TIMED_OUT = debugging(702203);
    private static final MessageType PHASE_1_RETRANSMISSION = debugging(702204);
    private static final MessageType PHASE_2_RETRANSMISSION = debugging(702205);
    private static final MessageType MALFORMED = debugging(702206);
    private static final MessageType DUPLICATE = debugging(702207);
    private static final MessageType PHASE_1_STARTED = debugging(702208);
    private static final MessageType PHASE_2_STARTED = debugging(702209);
    private static final MessageType PHASE_1_COMPLETED = debugging(702210);
    private static final MessageType PHASE_2_COMPLETED = debugging(702211);
    private static final MessageType PHASE_1_REKEY = debugging(702212);
    private static final MessageType SA_REQUEST = debugging(702303);
    private static final MessageType FLOW_DENIED = new MessageType(302302, Severity.ERRORS);

    private Told() {}

    private static MessageType debugging(int number) {
        return new MessageType(number, Severity.DEBUGGING);
    }

    static void phase1Started(Desk desk, IsakmpSa sa) {
        if (sa.role.isInitiator()) {
            desk.debug("ISAKMP (" + sa.number + "): beginning " + (sa.mode == Exchange.MAIN ? "Main" : "Aggressive")
                    + " Mode exchange");
        }
        desk.say(PHASE_1_STARTED, "ISAKMP Phase 1 exchange started (" + sa.ends() + ")");
    }

    static void phase1Completed(Desk desk, IsakmpSa sa, Established established) {
        desk.debug("ISAKMP (" + sa.number + "): SA has been authenticated");
        Algorithms algorithms = desk.surroundings().algorithms();
        negotiated(desk, algorithms.of(established.agreement().suite()), "ISAKMP SAs with " + sa.path.remote());
        desk.say(PHASE_1_COMPLETED, "ISAKMP Phase 1 exchange completed(" + sa.ends() + ")");
        var suite = established.agreement().suite();
        desk.say(
                PHASE_1_CREATED,
                "ISAKMP Phase 1 SA created (local " + sa.path.local() + "/" + sa.path.localPort() + " (" + sa.role
                        + "), remote " + sa.path.remote() + "/" + sa.path.remotePort()
                        + ", authentication=pre-share, encryption=" + suite.cipherWords() + "-CBC, hash="
                        + suite.hashWords() + ", group=" + suite.group() + ", lifetime=" + established.seconds()
                        + "s)");
    }

    /** No policy meets what a stranger offers. */
    static void phase1Refused(Desk desk, Path path) {
        desk.verdict(Desk.Verdict.IKMP_ERR_TRANS);
        keyless(desk, path);
    }

    static void keyless(Desk desk, Path path) {
        if (desk.settings().key(path.remote()).isEmpty()) {
            desk.debug("ISAKMP: No cert, and no keys (public or pre-shared) with remote peer " + path.remote());
        }
    }

    static void phase1Retransmission(Desk desk, IsakmpSa sa) {
        desk.debug("retransmitting phase 1 ("
                + (sa.retry.map(retry -> retry.sent() - 2).orElse(0)) + ")...");
        desk.say(PHASE_1_RETRANSMISSION, "ISAKMP Phase 1 retransmission (" + sa.ends() + ")");
    }

    static void phase1Rekey(Desk desk, IsakmpSa sa) {
        desk.say(PHASE_1_REKEY, "ISAKMP Phase 1 initiating rekey (" + sa.ends() + ")");
    }

    static void deleteReceived(Desk desk, IsakmpSa sa) {
        desk.say(PHASE_1_DELETE_RECEIVED, "ISAKMP Phase 1 delete received (" + sa.ends() + ")");
    }

    static void deleteSent(Desk desk, IsakmpSa sa) {
        desk.say(PHASE_1_DELETE_SENT, "ISAKMP Phase 1 delete sent (" + sa.ends() + ")");
    }

    static void dpdTimedOut(Desk desk, IsakmpSa sa) {
        desk.say(DPD_TIMED_OUT, "ISAKMP DPD timed out (" + sa.ends() + ")");
    }

    static void malformed(Desk desk, IsakmpSa sa, PeerException why) {
        desk.verdict(Desk.Verdict.IKMP_ERR_RETRANS);
        desk.debug("ISAKMP (" + sa.number + "): " + why.detail());
        desk.say(MALFORMED, "ISAKMP malformed payload received (" + sa.ends() + ")");
    }

    static void duplicate(Desk desk, IsakmpSa sa) {
        desk.say(DUPLICATE, "ISAKMP duplicate packet detected (" + sa.ends() + ")");
    }

    /** SAs are wanted of a peer. */
    static void requested(Desk desk, Path path, Wish wish) {
        List<List<String>> requests = Transcript.requests(path, wish);
        requests.forEach(lines -> {
            desk.debug(Topic.IPSEC, 1, () -> lines);
            desk.say(SA_REQUEST, Transcript.oneLine(lines));
        });
    }

    static void phase2Started(Desk desk, QuickExchange exchange) {
        if (exchange.isInitiator()) {
            desk.debug("ISAKMP (" + exchange.sa.number + "): beginning Quick Mode exchange, M-ID of "
                    + exchange.messageId + ":" + Integer.toHexString(exchange.messageId));
        }
        desk.say(PHASE_2_STARTED, "ISAKMP Phase 2 exchange started (" + exchange.sa.ends() + ")");
    }

    static void quickAccepted(Desk desk, QuickExchange exchange, Negotiated negotiated) {
        String head = "ISAKMP (" + exchange.sa.number + "): ";
        desk.debug(head + "atts are acceptable.");
        Algorithms algorithms = desk.surroundings().algorithms();
        desk.debug(Topic.IPSEC, 1, () -> Transcript.accepted(negotiated.inbound(), algorithms));
        desk.debug(Topic.ISAKMP, 1, () -> Transcript.created(head, negotiated));
    }

    /** A peer's request falls under nothing. @param known whether any entry is for this peer */
    static void quickRefused(Desk desk, QuickExchange exchange, Notify notify, boolean known) {
        desk.verdict(Desk.Verdict.IKMP_ERR_NO_RETRANS);
        String head = "ISAKMP (" + exchange.sa.number + "): ";
        if (notify == Notify.INVALID_ID_INFORMATION && known) {
            desk.say(FLOW_DENIED, "ACL = deny; no sa created");
        }
        if (notify == Notify.INVALID_ID_INFORMATION) {
            desk.debug(
                    Topic.IPSEC,
                    "IPSEC(validate_transform_proposal): "
                            + (known
                                    ? "proxy identities not supported"
                                    : "peer address " + exchange.sa.path.remote() + " not found"));
            desk.debug(head + "IPSec policy invalidated proposal");
        } else {
            desk.debug(head + "atts not acceptable. Next payload is 0");
        }
        desk.debug(head + "SA not acceptable!");
    }

    static void phase2Completed(Desk desk, QuickExchange exchange, Negotiated negotiated) {
        Algorithms algorithms = desk.surroundings().algorithms();
        Stream<AlgorithmId> used = Stream.concat(
                negotiated.inbound().stream().flatMap(sa -> sa.algorithms().all()),
                algorithms.ofGroup(negotiated.group()).stream());
        negotiated(desk, used, "IPsec SAs for " + negotiated.wish().selector() + " with " + exchange.sa.path.remote());
        desk.say(PHASE_2_COMPLETED, "ISAKMP Phase 2 exchange completed(" + exchange.sa.ends() + ")");
    }

    static void phase2Retransmission(Desk desk, QuickExchange exchange) {
        desk.say(PHASE_2_RETRANSMISSION, "ISAKMP Phase 2 retransmission (" + exchange.sa.ends() + ")");
    }

    private static void negotiated(Desk desk, Stream<AlgorithmId> used, String what) {
        List<AlgorithmId> all = used.distinct().toList();
        desk.emit(new Effect.Tell(new Notice.Negotiated(all)));
        for (AlgorithmId algorithm : desk.surroundings().algorithms().deprecated(all.stream())) {
            desk.emit(new Effect.Tell(new Notice.Deprecated(algorithm)));
            desk.say(DEPRECATED, what + " use " + algorithm + ", which is deprecated");
        }
    }

    /** A peer that has the keys of phase 1 ends it: it can read who this gateway says it is. */
    static Failure identityRefused(Desk desk, IsakmpSa sa, Notify notify) {
        String own = sa.state.claimed().map(IdPayload::words).orElse("");
        return failure(
                        desk,
                        sa,
                        "the peer refuses: " + notify
                                + ": the pre-shared key is right, and it does not take this gateway's identity " + own)
                .with(desk.settings().identity().line());
    }

    static Failure failure(Desk desk, IsakmpSa sa, String reason) {
        return Failure.of(desk.now(), sa.path.remote(), sa.role.isInitiator(), sa.mode.toString(), reason)
                .offered(sa.state.offers());
    }
}
