// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.ike.Pfs;
import org.sallyport.ike.Suite;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ikev1.settings.Options;
import org.sallyport.ikev1.settings.Policy;
import org.sallyport.ipsec.Mode;

/** Two configurations that do not fit: the failure says in what they differ, and which line on this side decided. */
class MismatchTest {
    private static final String FLOW_A = "10.1.0.0/16 10.2.0.0/16";
    private static final String FLOW_B = "10.2.0.0/16 10.1.0.0/16";
    private static final Suite ESP_3DES = Plans.suite("plain", Plans.esp(3, 24, 0, 0, Optional.empty()));
    private static final Suite ESP_3DES_SHA = Plans.suite("sha", Plans.esp(3, 24, 2, 20, Optional.empty()));
    private static final Suite ESP_AES_256 = Plans.suite("aes256", Plans.esp(12, 32, 2, 20, Optional.of(256)));
    private static final Suite AH_MD5 = Plans.suite("ah", Plans.ah(2, 1, 16));
    private static final Suite AH_SHA = Plans.suite("ahsha", Plans.ah(3, 2, 20));

    /**
     * A case.
     *
     * @param words that the responder's failure has to contain
     * @param line of the responder's configuration
     */
    record Case(String name, Plans initiator, Plans responder, String words, String line) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Plans a() {
        return Plans.at("192.0.2.1").key("0.0.0.0/0", "k");
    }

    private static Plans b() {
        return Plans.at("198.51.100.1").key("0.0.0.0/0", "k");
    }

    private static Wanted toB() {
        return Wanted.of("198.51.100.1");
    }

    private static Wanted toA() {
        return Wanted.of("192.0.2.1");
    }

    private static Case phase1(String name, Policy initiator, Policy responder, String words) {
        return new Case(
                name,
                a().policies(initiator).entry(10, toB(), FLOW_A),
                b().policies(responder).entry(10, toA(), FLOW_B),
                words,
                "isakmp policy " + responder.priority() + " " + statement(words));
    }

    /** What the configuration says where the explainer says that something "is SHA here". */
    private static String statement(String words) {
        String[] attribute = words.substring(0, words.indexOf(" here")).split(" is ");
        String value =
                attribute[1].toLowerCase(Locale.ROOT).replace("aes 128", "aes").replace(' ', '-');
        return attribute[0] + " " + value;
    }

    private static Case suites(String name, Suite initiator, Suite responder, String words) {
        return new Case(
                name,
                a().entry(10, toB().suites(initiator), FLOW_A),
                b().entry(10, toA().suites(responder), FLOW_B),
                words,
                "crypto map mymap 10 set transform-set " + responder.name());
    }

    private static Case flows(String name, String initiator, List<String> responder, String words) {
        return new Case(
                name,
                a().entry(10, toB(), initiator),
                b().entry(10, toA(), responder.toArray(String[]::new)),
                words,
                "crypto map mymap 10 match address flow");
    }

    private static Case pfs(String name, Pfs initiator, Pfs responder, String words) {
        return new Case(
                name,
                a().entry(10, toB().pfs(initiator), FLOW_A),
                b().entry(10, toA().pfs(responder), FLOW_B),
                words,
                "crypto map mymap 10 set pfs"
                        + (responder.group().isPresent()
                                ? " group" + responder.group().getAsInt()
                                : ""));
    }

    static Stream<Case> cases() {
        return Stream.of(policies(), transforms(), lists(), others()).flatMap(each -> each);
    }

    private static Stream<Case> policies() {
        return Stream.of(
                phase1(
                        "des 3des",
                        Plans.policy(10, 1, 1, 2),
                        Plans.policy(10, 5, 1, 2),
                        "encryption is 3DES here, the peer says DES"),
                phase1(
                        "3des des",
                        Plans.policy(10, 5, 1, 2),
                        Plans.policy(20, 1, 1, 2),
                        "encryption is DES here, the peer says 3DES"),
                phase1(
                        "aes 3des",
                        Plans.policy(10, 7, 1, 2),
                        Plans.policy(30, 5, 1, 2),
                        "encryption is 3DES here, the peer says AES 128"),
                phase1(
                        "3des aes",
                        Plans.policy(10, 5, 1, 2),
                        Plans.policy(30, 7, 1, 2),
                        "encryption is AES 128 here, the peer says 3DES"),
                phase1(
                        "md5 sha",
                        Plans.policy(10, 5, 1, 2),
                        Plans.policy(10, 5, 2, 2),
                        "hash is SHA here, the peer says MD5"),
                phase1(
                        "sha md5",
                        Plans.policy(10, 5, 2, 2),
                        Plans.policy(10, 5, 1, 2),
                        "hash is MD5 here, the peer says SHA"),
                phase1(
                        "group 1 2",
                        Plans.policy(10, 5, 1, 1),
                        Plans.policy(10, 5, 1, 2),
                        "group is 2 here, the peer says 1"),
                phase1(
                        "group 2 1",
                        Plans.policy(10, 5, 1, 2),
                        Plans.policy(40, 5, 1, 1),
                        "group is 1 here, the peer says 2"),
                phase1(
                        "all differ",
                        Plans.policy(10, 1, 2, 1),
                        Plans.policy(10, 5, 1, 2),
                        "encryption is 3DES here, the peer says DES"),
                new Case(
                        "no policy has its transform",
                        a().entry(10, toB(), FLOW_A),
                        b().policies(Plans.policy(10, 5, 4, 2)).entry(10, toA(), FLOW_B),
                        "no transform for 3DES or SHA-256",
                        "isakmp policy 10"),
                new Case(
                        "no policy has its group",
                        a().entry(10, toB(), FLOW_A),
                        b().policies(Plans.policy(10, 5, 1, 14)).entry(10, toA(), FLOW_B),
                        "no transform for group 14",
                        "isakmp policy 10"),
                new Case(
                        "a lifetime, taken literally",
                        a().policies(Plans.policy(10, 5, 1, 2, 3_600)).entry(10, toB(), FLOW_A),
                        b().policies(Plans.policy(10, 5, 1, 2, 7_200))
                                .options(literal())
                                .entry(10, toA(), FLOW_B),
                        "lifetime is 7200 seconds here, the peer offers less: 3600",
                        "isakmp policy 10"));
    }

    private static Options literal() {
        Options usual = Options.DEFAULT;
        return new Options(
                usual.keepalive(), usual.natTraversal(), true, false, false, usual.retries(), usual.limits());
    }

    private static Stream<Case> transforms() {
        return Stream.of(
                suites("des 3des", Plans.ESP_DES_MD5, Plans.ESP_3DES_MD5, "transform is 3DES here, the peer says DES"),
                suites("3des des", Plans.ESP_3DES_MD5, Plans.ESP_DES_MD5, "transform is DES here, the peer says 3DES"),
                suites("aes 3des", Plans.ESP_AES_SHA, Plans.ESP_3DES_MD5, "transform is 3DES here, the peer says AES"),
                suites("3des aes", Plans.ESP_3DES_MD5, Plans.ESP_AES_SHA, "transform is AES here, the peer says 3DES"),
                suites("aes 256 128", ESP_AES_256, Plans.ESP_AES_SHA, "key length is 128 here, the peer says 256"),
                suites("aes 128 256", Plans.ESP_AES_SHA, ESP_AES_256, "key length is 256 here, the peer says 128"),
                suites("md5 sha", Plans.ESP_3DES_MD5, ESP_3DES_SHA, "authentication is SHA here, the peer says MD5"),
                suites("sha md5", ESP_3DES_SHA, Plans.ESP_3DES_MD5, "authentication is MD5 here, the peer says SHA"),
                suites(
                        "no authentication",
                        ESP_3DES,
                        Plans.ESP_3DES_MD5,
                        "authentication is MD5 here, the peer says no authentication"),
                suites(
                        "authentication too much",
                        Plans.ESP_3DES_MD5,
                        ESP_3DES,
                        "authentication is no authentication here, the peer says MD5"),
                suites("ah missing", ESP_3DES, Plans.AH_ESP, "AH is wanted here, the peer does not offer it"),
                suites("ah too much", Plans.AH_ESP, ESP_3DES, "the peer offers 2 protocols together, here it is 1"),
                suites("ah for esp", AH_MD5, Plans.ESP_3DES_MD5, "ESP is wanted here, the peer does not offer it"),
                suites("esp for ah", Plans.ESP_3DES_MD5, AH_MD5, "AH is wanted here, the peer does not offer it"),
                suites("ah md5 sha", AH_MD5, AH_SHA, "transform is SHA here, the peer says MD5"),
                suites("ah sha md5", AH_SHA, AH_MD5, "transform is MD5 here, the peer says SHA"),
                new Case(
                        "the second transform set is nearer",
                        a().entry(10, toB().suites(ESP_3DES_SHA), FLOW_A),
                        b().entry(10, toA().suites(AH_MD5, Plans.ESP_3DES_MD5), FLOW_B),
                        "authentication is MD5 here, the peer says SHA",
                        "crypto map mymap 10 set transform-set strong"),
                new Case(
                        "transport and tunnel",
                        a().entry(10, toB().suites(transport()), "192.0.2.1/32 198.51.100.1/32"),
                        b().entry(10, toA(), "198.51.100.1/32 192.0.2.1/32"),
                        "encapsulation is tunnel here, the peer says transport",
                        "crypto map mymap 10 set transform-set strong"),
                new Case(
                        "tunnel and transport",
                        a().entry(10, toB(), "192.0.2.1/32 198.51.100.1/32"),
                        b().entry(10, toA().suites(transport()), "198.51.100.1/32 192.0.2.1/32"),
                        "encapsulation is transport here, the peer says tunnel",
                        "crypto map mymap 10 set transform-set transport"));
    }

    private static Suite transport() {
        return new Suite("transport", Mode.TRANSPORT, Plans.ESP_3DES_MD5.protocols());
    }

    private static Stream<Case> lists() {
        return Stream.of(
                flows("a copy, not the mirror", FLOW_A, List.of(FLOW_A), "source and destination are exchanged"),
                flows(
                        "wider at the peer's end",
                        "10.0.0.0/8 10.2.0.0/16",
                        List.of(FLOW_B),
                        "the peer asks for 10.0.0.0/8, which is wider"),
                flows(
                        "wider at our end",
                        "10.1.0.0/16 10.0.0.0/8",
                        List.of(FLOW_B),
                        "our network is 10.2.0.0/16, the peer asks for 10.0.0.0/8, which is wider"),
                flows(
                        "another network of the peer",
                        "10.9.0.0/16 10.2.0.0/16",
                        List.of(FLOW_B),
                        "the peer's network is 10.1.0.0/16 here, the peer asks for 10.9.0.0/16"),
                flows(
                        "another network of ours",
                        "10.1.0.0/16 10.9.0.0/16",
                        List.of(FLOW_B),
                        "our network is 10.2.0.0/16, the peer asks for 10.9.0.0/16"),
                flows(
                        "a host and not its neighbour",
                        "10.1.0.1/32 10.2.0.1/32",
                        List.of("10.2.0.2/32 10.1.0.1/32"),
                        "our network is 10.2.0.2/32, the peer asks for 10.2.0.1/32"),
                flows("any any", "0.0.0.0/0 0.0.0.0/0", List.of(FLOW_B), "which is wider"),
                flows(
                        "a deny in front",
                        FLOW_A,
                        List.of("deny 10.2.0.0/15 10.1.0.0/16", FLOW_B),
                        "denies 10.2.0.0/16 -> 10.1.0.0/16"),
                flows(
                        "a part that is denied of a part",
                        "10.1.0.0/24 10.2.0.0/16",
                        List.of("deny 10.2.3.0/24 10.1.0.0/16", FLOW_B),
                        "denies 10.2.0.0/16 -> 10.1.0.0/24"),
                flows(
                        "the nearest of three",
                        "10.1.0.0/16 10.3.0.0/16",
                        List.of("10.7.0.0/16 10.8.0.0/16", FLOW_B, "10.5.0.0/16 10.6.0.0/16"),
                        "our network is 10.2.0.0/16, the peer asks for 10.3.0.0/16"),
                flows(
                        "a longer mask here",
                        "10.1.0.0/16 10.2.0.0/16",
                        List.of("10.2.0.0/16 10.1.1.0/24"),
                        "the peer asks for 10.1.0.0/16, which is wider"));
    }

    private static Stream<Case> others() {
        return Stream.of(
                pfs("none, group 1", Pfs.NONE, Pfs.group(1), "PFS is group 1 here, the peer offers none"),
                pfs("none, group 2", Pfs.NONE, Pfs.group(2), "PFS is group 2 here, the peer offers none"),
                pfs("none, unspecified", Pfs.NONE, Pfs.UNSPECIFIED, "PFS is group 1 here, the peer offers none"),
                pfs("group 1, group 2", Pfs.group(1), Pfs.group(2), "PFS is group 2 here, the peer offers group 1"),
                pfs(
                        "unspecified, group 2",
                        Pfs.UNSPECIFIED,
                        Pfs.group(2),
                        "PFS is group 2 here, the peer offers group 1"),
                new Case(
                        "no key",
                        a().entry(10, toB(), FLOW_A),
                        Plans.at("198.51.100.1").key("203.0.113.0/24", "k").entry(10, toA(), FLOW_B),
                        "no pre-shared key for 192.0.2.1",
                        "isakmp key ... address 192.0.2.1 is missing"),
                new Case(
                        "a wrong key",
                        a().entry(10, toB(), FLOW_A),
                        Plans.at("198.51.100.1").key("192.0.2.1", "K").entry(10, toA(), FLOW_B),
                        "looks like a wrong pre-shared key",
                        "isakmp key ******** address 192.0.2.1 netmask 255.255.255.255"),
                new Case(
                        "a wrong key by the longest mask",
                        a().entry(10, toB(), FLOW_A),
                        b().key("192.0.2.0/24", "other").entry(10, toA(), FLOW_B),
                        "looks like a wrong pre-shared key",
                        "isakmp key ******** address 192.0.2.0 netmask 255.255.255.0"),
                new Case(
                        "no entry for the peer",
                        a().entry(10, toB(), FLOW_A),
                        b().entry(10, Wanted.of("203.0.113.9"), FLOW_B),
                        "no crypto map entry is for peer 192.0.2.1",
                        "crypto map mymap"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theResponderNamesTheDifferenceAndTheLine(Case each) {
        Failure failure = failure(each, "B");
        assertThat(String.join("\n", failure.lines())).contains(each.words());
        assertThat(failure.line().orElse("")).startsWith(each.line());
        assertThat(failure.initiator()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theInitiatorSaysWhatItOfferedAndHowFarItCame(Case each) {
        Failure failure = failure(each, "A");
        assertThat(failure.initiator()).isTrue();
        assertThat(failure.reason()).isNotEmpty();
        assertThat(each.name().startsWith("a wrong key") || !failure.offers().isEmpty())
                .isTrue();
    }

    private static Failure failure(Case each, String of) {
        var simulation = new Simulation(11, Installed.TINY);
        SimGateway a = simulation.gateway("A", each.initiator());
        SimGateway b = simulation.gateway("B", each.responder());
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(100 * Simulation.SECOND);
        assertThat(a.outbound).isEmpty();
        assertThat(b.inbound).isEmpty();
        List<Failure> failures = of.equals("A") ? a.failures : b.failures;
        assertThat(failures).isNotEmpty();
        return failures.get(0);
    }
}
