// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.DeletePayload;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.IdType;
import org.sallyport.ikev1.message.NoncePayload;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.PayloadType;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ikev1.proposal.Encapsulation;
import org.sallyport.ikev1.proposal.Lifetime;
import org.sallyport.ikev1.proposal.Phase2Offer;
import org.sallyport.ikev1.proposal.Phase2Suite;
import org.sallyport.ikev1.settings.Identity;
import org.sallyport.ipsec.SaId;

/** What a peer says that has the keys and no manners: no more happens than that peer may ask for, and the other tunnel stays up. */
class KeyedPeerTest {
    static final String MINE = "10.3.0.0/16 10.2.0.0/16";
    private static final int QUICK_MODES = 64;

    private final Standing standing = new Standing();
    private final SimGateway a = standing.a;
    private final SimGateway b = standing.b;
    private final SimGateway c = standing.c;
    private final KeyedPeer peer = new KeyedPeer(a, b);

    /** What would take a tunnel away, if somebody vouched for it. */
    static List<Payload> destructive(SimGateway own) {
        IsakmpSa sa = own.negotiations.associations().get(0);
        Bytes spi = spi(own.inbound.keySet().iterator().next());
        return List.of(
                new DeletePayload(Protocol.ISAKMP, List.of(sa.cookies())),
                new DeletePayload(Protocol.ESP, List.of(spi)),
                NotifyPayload.of(Notify.INITIAL_CONTACT, Protocol.ISAKMP, sa.cookies(), Bytes.EMPTY),
                NotifyPayload.of(Notify.NO_PROPOSAL_CHOSEN, Protocol.ESP, spi, Bytes.EMPTY),
                NotifyPayload.of(Notify.R_U_THERE, Protocol.ISAKMP, sa.cookies(), Bytes.ofHex("00000001")));
    }

    private static Bytes spi(SaId id) {
        return Informationals.number(id.spi());
    }

    @Test
    void aNotificationWithoutItsHashChangesNothing() { // 16, 17; CVE-2019-10155, CVE-2004-0164, CVE-2007-1841
        int before = standing.fromB().size();
        for (Payload payload : destructive(a)) {
            int id = peer.freshMessageId();
            HashPayload right = peer.hash(Exchange.INFORMATIONAL, id, payload);
            peer.says(Exchange.INFORMATIONAL, id, payload.type().number(), generic(0, payload.body())); // none
            Bytes behind = Bytes.concat(generic(PayloadType.HASH.number(), payload.body()), generic(0, right.value()));
            peer.says(Exchange.INFORMATIONAL, id, payload.type().number(), behind); // not first
            peer.says(Exchange.INFORMATIONAL, id, new HashPayload(right.value().slice(0, 15)), payload); // short
            peer.says(
                    Exchange.INFORMATIONAL,
                    id,
                    new HashPayload(Bytes.concat(right.value(), Bytes.of((byte) 0))),
                    payload);
            peer.says(Exchange.INFORMATIONAL, id, new HashPayload(Bytes.of(new byte[16])), payload); // zero
            peer.says(Exchange.INFORMATIONAL, id + 1_000, right, payload); // of another message
        }
        assertThat(standing.fromB()).as("nobody is answered").hasSize(before);
        standing.assertUntouched();
    }

    static Bytes generic(int next, Bytes body) {
        int length = body.length() + 4;
        return Bytes.concat(Bytes.of((byte) next, (byte) 0, (byte) (length >>> Byte.SIZE), (byte) length), body);
    }

    /** Two with one address, as behind a NAT: each is believed about itself. */
    @Test
    void initialContactEndsWhatTheSameIdentityHadAndNothingElse() { // 18; CSCdv83490
        a.plans = a.plans.identity(new Identity.Hostname("a2.example"));
        a.exchange(); // the pair stays; phase 1 is forgotten here, and not at B
        a.event(new Event.Renew(Standing.FLOW, a.inbound.keySet().iterator().next()));
        standing.simulation.runFor(40 * Simulation.SECOND);
        List<IsakmpSa> ofA = b.negotiations.associations().stream()
                .filter(sa -> sa.path.remote().equals(a.address()))
                .toList();
        assertThat(ofA).hasSize(2);
        new KeyedPeer(a, b).says(Exchange.INFORMATIONAL, initialContact(ofA.get(1)));
        assertThat(b.negotiations.associations()).containsAll(ofA);
        peer.says(Exchange.INFORMATIONAL, initialContact(ofA.get(0)));
        assertThat(b.negotiations.associations()).containsAll(ofA);
        standing.assertPassing();
    }

    @Test
    void whoSharesAnAddressEndsNothingOfTheOther() { // 19
        IsakmpSa stranger = another();
        SaId own = only(a.inbound.keySet());
        new KeyedPeer(a, b, mirror(stranger))
                .says(Exchange.INFORMATIONAL, new DeletePayload(Protocol.ESP, List.of(spi(own))));
        assertThat(b.negotiations.status().pairs()).isEqualTo(2);
        peer.says(Exchange.INFORMATIONAL, new DeletePayload(Protocol.ESP, List.of(spi(own))));
        standing.simulation.runFor(10 * Simulation.SECOND);
        assertThat(b.negotiations.status().pairs()).isEqualTo(1);
    }

    /** @return the ISAKMP SA that B has with another identity at A's address */
    private IsakmpSa another() {
        a.plans = a.plans.identity(new Identity.Hostname("a2.example"));
        a.exchange(); // its pair stays
        standing.simulation.runFor(2 * Simulation.SECOND);
        List<IsakmpSa> ofA = b.negotiations.associations().stream()
                .filter(sa -> sa.path.remote().equals(a.address()))
                .toList();
        assertThat(ofA).hasSize(2);
        return ofA.get(1);
    }

    /** A's half. */
    private IsakmpSa mirror(IsakmpSa sa) {
        return a.negotiations.associations().stream()
                .filter(own -> own.cookies().equals(sa.cookies()))
                .findFirst()
                .orElseThrow();
    }

    private static Payload initialContact(IsakmpSa sa) {
        return NotifyPayload.of(Notify.INITIAL_CONTACT, Protocol.ISAKMP, sa.cookies(), Bytes.EMPTY);
    }

    @Test
    void aPeerDeletesNothingOfOthers() { // 19
        IsakmpSa ofC = c.negotiations.associations().get(0);
        peer.says(Exchange.INFORMATIONAL, new DeletePayload(Protocol.ISAKMP, List.of(ofC.cookies())));
        for (SaId id : c.inbound.keySet()) {
            peer.says(Exchange.INFORMATIONAL, new DeletePayload(Protocol.ESP, List.of(spi(id))));
        }
        for (SaId id : b.inbound.keySet()) {
            if (b.inbound.get(id).parameters.remote().equals(c.address())) {
                peer.says(Exchange.INFORMATIONAL, new DeletePayload(Protocol.ESP, List.of(spi(id))));
            }
        }
        peer.says(Exchange.INFORMATIONAL, new DeletePayload(Protocol.AH, List.of(spi(only(a.inbound.keySet())))));
        peer.says(Exchange.INFORMATIONAL, new DeletePayload(Protocol.ESP, List.of(Bytes.ofHex("11223344"))));
        standing.assertUntouched();
    }

    private static SaId only(Iterable<SaId> ids) {
        return ids.iterator().next();
    }

    /** SPIs that are more, fewer or longer than is said. */
    @ParameterizedTest
    @MethodSource("counts")
    void aDeleteThatLiesAboutItsSpisIsRefused(String body) { // 19; CVE-2004-0221
        int id = peer.freshMessageId();
        Bytes delete = generic(0, Bytes.ofHex(body));
        Bytes hash = generic(PayloadType.DELETE.number(), peer.hash(id, delete).value());
        peer.says(Exchange.INFORMATIONAL, id, PayloadType.HASH.number(), Bytes.concat(hash, delete));
        standing.assertUntouched();
    }

    static Stream<String> counts() {
        return Stream.of(
                "000000010304" + "0000", // none
                "000000010304" + "ffff" + "11223344",
                "000000010304" + "0002" + "11223344",
                "000000010304" + "0001" + "1122334455667788",
                "000000010310" + "0001" + "11223344",
                "000000010300" + "0001",
                "0000000103ff" + "0001" + "11223344");
    }

    @Test
    void anSaMayBeDeletedTwiceInOneMessageAndByTheNumberOfTheOtherSide() { // 19
        Bytes own = spi(only(a.inbound.keySet()));
        peer.says(
                Exchange.INFORMATIONAL,
                new DeletePayload(Protocol.ESP, List.of(own, own)),
                new DeletePayload(Protocol.ESP, List.of(own)));
        assertThat(b.negotiations.status().entries().get(0).lastEnd()).isEqualTo("the peer has deleted it");
        standing.simulation.runFor(10 * Simulation.SECOND);
        assertThat(b.negotiations.status().pairs()).isEqualTo(1);
        a.event(new Event.Ended(List.copyOf(a.inbound.keySet())));
        a.packet(Standing.FLOW);
        standing.simulation.runFor(10 * Simulation.SECOND);
        Bytes theirs = spi(b.inbound.values().stream()
                .map(sa -> sa.parameters)
                .filter(sa -> sa.remote().equals(a.address()))
                .findFirst()
                .orElseThrow()
                .id());
        peer.says(Exchange.INFORMATIONAL, new DeletePayload(Protocol.ESP, List.of(theirs))); // as some Ciscos do
        standing.simulation.runFor(10 * Simulation.SECOND);
        assertThat(b.negotiations.status().pairs()).isEqualTo(1);
        a.inbound.clear();
        a.outbound.clear();
        a.event(new Event.Clear(Optional.empty()));
        a.exchange();
        a.packet(Standing.FLOW);
        standing.simulation.runFor(10 * Simulation.SECOND);
        standing.assertPassing();
    }

    @Test
    void whatFollowsTheDeleteOfItsOwnIsakmpSaSpeaksOfNothing() { // 19; CVE-2023-38712
        Payload delete = new DeletePayload(Protocol.ISAKMP, List.of(peer.sa.cookies()));
        long before = saidUnder(peer.sa);
        peer.says(
                Exchange.INFORMATIONAL,
                delete,
                delete,
                destructive(a).get(4),
                destructive(a).get(1));
        assertThat(saidUnder(peer.sa)).as("no answer to the question behind it").isEqualTo(before);
        peer.says(Exchange.INFORMATIONAL, destructive(a).get(4));
        assertThat(saidUnder(peer.sa)).isEqualTo(before);
        assertThat(b.negotiations.status().phase1())
                .filteredOn(Status.Phase1::up)
                .hasSize(1);
        assertThat(b.negotiations.status().pairs())
                .as("RFC 2408 binds no SA of IPsec to it")
                .isEqualTo(2);
        standing.assertPassing();
    }

    /** How much B has said under an ISAKMP SA. */
    private long saidUnder(IsakmpSa sa) {
        return standing.fromB().stream()
                .filter(datagram -> Bytes.of(datagram.payload()).slice(0, 16).equals(sa.cookies()))
                .count();
    }

    @Test
    void messageIdentifiersServeOnce() { // 20
        int before = standing.fromB().size();
        Payload question = destructive(a).get(4);
        peer.says(Exchange.INFORMATIONAL, 0, question);
        assertThat(standing.fromB()).hasSize(before);
        peer.says(Exchange.INFORMATIONAL, 4_711, question);
        assertThat(standing.fromB()).hasSize(before + 1);
        peer.says(Exchange.INFORMATIONAL, 4_711, question);
        peer.says(Exchange.QUICK, 4_711, quick(NETWORK_A, NETWORK_B));
        assertThat(standing.fromB()).hasSize(before + 1);
        standing.assertUntouched();
    }

    @Test
    void twoQuickModesUnderOneIdentifierAreOne() { // 20, 23
        int id = peer.freshMessageId();
        int before = standing.fromB().size();
        peer.says(Exchange.QUICK, id, quick(NETWORK_A, NETWORK_B));
        assertThat(standing.fromB()).hasSize(before + 1);
        peer.says(Exchange.QUICK, id, quick(NETWORK_A, NETWORK_B, "01")); // another first message
        assertThat(standing.fromB()).hasSize(before + 1);
        assertThat(b.inbound).as("its receiving half").hasSize(3);
        standing.assertUntouched(); // the peer does not end it
    }

    @Test
    void noMoreThanSoManyQuickModesGoOnAtOnce() { // 20
        for (int i = 0; i < 1_000; i++) {
            peer.says(Exchange.QUICK, quick(NETWORK_A, NETWORK_B));
        }
        assertThat(b.negotiations.associations().stream()
                        .flatMap(sa -> sa.exchanges.values().stream())
                        .filter(exchange -> !exchange.isOver())
                        .count())
                .isEqualTo(QUICK_MODES);
        assertThat(b.inbound.size()).as("pairs of one flow are bounded, too").isLessThanOrEqualTo(2 + 4);
        assertThat(b.negotiations.status().counters()).containsEntry("quick modes", 1_000L - QUICK_MODES);
        standing.simulation.runFor(100 * Simulation.SECOND);
        assertThat(b.negotiations.status().phase1()).allMatch(sa -> sa.pending() == 0);
        c.packet(new org.sallyport.ipsec.Flow(Plans.MAP, 20, 0));
        standing.simulation.runFor(Simulation.SECOND);
        assertThat(b.delivered).containsEntry("C", 1L);
    }

    @Test
    void renewalsAndDeletesMayCross() { // 23; CVE-2014-2338: an SA that is being deleted is renewed
        for (int millis = 0; millis < 200; millis += 3) {
            var crossing = new Standing();
            SimGateway one = crossing.a;
            SimGateway other = crossing.b;
            SaId old = one.inbound.keySet().iterator().next();
            crossing.simulation.after(millis * Simulation.MILLI, () -> one.event(new Event.Renew(Standing.FLOW, old)));
            crossing.simulation.after(60 * Simulation.MILLI, other::clearSas);
            crossing.simulation.after(90 * Simulation.MILLI, () -> other.event(new Event.Clear(Optional.empty())));
            for (int i = 0; i < 60; i++) {
                crossing.simulation.runFor(Simulation.SECOND);
                one.packet(Standing.FLOW);
                crossing.c.packet(new org.sallyport.ipsec.Flow(Plans.MAP, 20, 0));
            }
            crossing.simulation.runFor(40 * Simulation.SECOND);
            assertThat(one.inbound).as(millis + " ms").hasSize(1);
            assertThat(other.negotiations.status().phase1()).allMatch(sa -> sa.pending() == 0);
            assertThat(other.negotiations.status().halfOpen()).isZero();
            crossing.assertPassing();
        }
    }

    static final IdPayload NETWORK_A = id(IdType.IPV4_ADDR_SUBNET, "0a010000ffff0000");
    static final IdPayload NETWORK_B = id(IdType.IPV4_ADDR_SUBNET, "0a020000ffff0000");

    static IdPayload id(IdType type, String digits) {
        return IdPayload.of(type, Bytes.ofHex(digits));
    }

    /** A first message of quick mode without its hash. */
    static Payload[] quick(IdPayload... ids) {
        return quick(List.of(ids), "00");
    }

    static Payload[] quick(IdPayload one, IdPayload other, String nonce) {
        return quick(List.of(one, other), nonce);
    }

    static Payload[] quick(List<IdPayload> ids, String nonce) {
        return quick(ids, nonce, 0);
    }

    static Payload[] quick(List<IdPayload> ids, String nonce, int group) {
        var suite = new Phase2Suite(
                Protocol.ESP, 3, 0, 1, Encapsulation.TUNNEL, group, false, new Lifetime(28_800, 4_608_000));
        SaPayload offer = Phase2Offer.payload(List.of(List.of(new Phase2Offer.Chosen(suite, Bytes.ofHex("aabbccdd")))));
        Payload random = new NoncePayload(Bytes.ofHex(nonce.repeat(20)));
        return Stream.concat(Stream.of(offer, random), ids.stream()).toArray(Payload[]::new);
    }

    static Stream<List<IdPayload>> identities() {
        IdPayload any = id(IdType.IPV4_ADDR_SUBNET, "0000000000000000");
        return Stream.of(
                List.of(NETWORK_A),
                List.of(NETWORK_A, NETWORK_B, NETWORK_B),
                List.of(NETWORK_A, id(IdType.FQDN, "612e6578616d706c65")), // CVE-2023-38711
                List.of(id(IdType.FQDN, "61"), NETWORK_B),
                List.of(NETWORK_A, id(IdType.DER_ASN1_DN, "3000")),
                List.of(NETWORK_A, id(IdType.USER_FQDN, "614062")),
                List.of(NETWORK_A, id(IdType.KEY_ID, "00")),
                List.of(NETWORK_A, id(IdType.IPV4_ADDR_RANGE, "0a0200000a020005")), // no network
                List.of(NETWORK_A, id(IdType.IPV4_ADDR_RANGE, "0a0200050a020000")), // backwards
                List.of(NETWORK_A, id(IdType.IPV4_ADDR_SUBNET, "0a020000ff00ff00")),
                List.of(NETWORK_A, id(IdType.IPV4_ADDR_SUBNET, "0a020001ffff0000")), // bits of a host
                List.of(NETWORK_A, new IdPayload(IdType.IPV4_ADDR_SUBNET, 6, 80, NETWORK_B.data())),
                List.of(new IdPayload(IdType.IPV4_ADDR_SUBNET, 17, 0, NETWORK_A.data()), NETWORK_B),
                List.of(any, any),
                List.of(NETWORK_A, any), // wider than the access list
                List.of(NETWORK_B, NETWORK_A), // no mirror
                List.of(id(IdType.IPV4_ADDR_SUBNET, "0a030000ffff0000"), NETWORK_B), // what is C's
                List.of()); // the gateways themselves, which nothing permits
    }

    @ParameterizedTest
    @MethodSource("identities")
    void aFlowThatIsNoneOrAnotherPeersIsRefused(List<IdPayload> ids) { // 26, 27; CVE-2023-38711, CVE-2023-23009
        int before = standing.fromB().size();
        int failures = b.failures.size();
        peer.says(Exchange.QUICK, quick(ids, "00"));
        int told = ids.size() == 1 || ids.size() == 3 ? 0 : 1; // those are no quick mode at all, and dropped
        assertThat(standing.fromB().size() - before).as("one notification").isEqualTo(told);
        assertThat(b.failures.size() - failures).isEqualTo(told);
        standing.assertUntouched();
    }

    @Test
    void aKeyForAllIsNotTheKeyOfAPeerThatHasItsOwn() { // 27
        var wild = new Standing(Standing.right().key("0.0.0.0/0", "everybody"));
        SimGateway intruder = wild.simulation.gateway(
                "D", Plans.at("203.0.113.4").key("0.0.0.0/0", "everybody").entry(10, Wanted.of("198.51.100.1"), MINE));
        intruder.packet(Standing.FLOW);
        wild.simulation.runFor(60 * Simulation.SECOND);
        assertThat(intruder.sends(Standing.FLOW))
                .as("its key is good, and no entry is for it")
                .isFalse();
        wild.c.restart();
        wild.c.plans = Plans.at("203.0.113.3").key("0.0.0.0/0", "everybody").entry(20, Wanted.of("198.51.100.1"), MINE);
        wild.c.restart();
        wild.c.packet(new org.sallyport.ipsec.Flow(Plans.MAP, 20, 0));
        wild.simulation.runFor(60 * Simulation.SECOND);
        assertThat(wild.c.outbound).as("C has a key of its own").isEmpty();
        long before = wild.b.delivered.getOrDefault("A", 0L);
        wild.a.packet(Standing.FLOW);
        wild.simulation.runFor(Simulation.SECOND);
        assertThat(wild.b.delivered).containsEntry("A", before + 1);
    }

    @Test
    void unknownNotificationsMeanNothing() { // 17, 29
        int before = standing.fromB().size();
        for (int type : new int[] {0, 1, 8_191, 8_192, 16_383, 16_384, 24_576, 24_577, 32_768, 40_503, 65_535}) {
            peer.says(
                    Exchange.INFORMATIONAL,
                    new NotifyPayload(1, Protocol.ISAKMP, peer.sa.cookies(), type, Bytes.of(new byte[4])));
        }
        assertThat(standing.fromB()).hasSize(before);
        standing.assertUntouched();
    }

    @Test
    void encryptedGarbageIsDropped() { // 4, 22
        for (int first = 0; first < 256; first++) {
            for (int size : new int[] {8, 64, 512}) {
                var bytes = new byte[size];
                standing.simulation.random.nextBytes(bytes);
                peer.says(Exchange.QUICK, peer.freshMessageId(), first, Bytes.of(bytes));
                peer.says(Exchange.INFORMATIONAL, peer.freshMessageId(), first, Bytes.of(bytes));
            }
        }
        standing.assertUntouched();
    }
}
