// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundBundle;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.IpProtocol;

/** Manual entries with AH, with AH around ESP, and in transport mode. */
final class BundleKeyingTest {
    private static final String MD5_1 = "00112233445566778899aabbccddeeff";
    private static final String MD5_2 = "ffeeddccbbaa99887766554433221100";
    private static final String FLOW = "access-list f permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0";
    private static final String ENDS = "access-list f permit ip host 192.0.2.1 host 192.0.2.2";
    private static final String BIND = "crypto map b interface outside";

    private final Unit unit = Unit.blank().configure(Unit.interfaces("192.0.2.1"));

    private static String[] entry(String list, String... transforms) {
        return new String[] {
            list,
            "crypto ipsec transform-set s " + String.join(" ", transforms),
            "crypto map b 10 ipsec-manual",
            "crypto map b 10 match address f",
            "crypto map b 10 set peer 192.0.2.2",
            "crypto map b 10 set transform-set s"
        };
    }

    private static String esp(String direction, int spi, String cipher, String authenticator) {
        return "crypto map b 10 set session-key " + direction + " esp " + spi + " cipher " + cipher + " authenticator "
                + authenticator;
    }

    private static String ah(String direction, int spi, String key) {
        return "crypto map b 10 set session-key " + direction + " ah " + spi + " " + key;
    }

    private Unit both(String list) {
        return unit.configure(entry(list, "ah-sha-hmac", "esp-3des", "esp-sha-hmac"))
                .configure(
                        esp("inbound", 500, Unit.CIPHER_1, Unit.SHA_1),
                        esp("outbound", 501, Unit.CIPHER_2, Unit.SHA_2),
                        ah("inbound", 500, Unit.SHA_2),
                        ah("outbound", 401, Unit.SHA_1));
    }

    private Unit ahAlone(String list) {
        return unit.configure(entry(list, "ah-md5-hmac"))
                .configure(ah("inbound", 400, MD5_1), ah("outbound", 401, MD5_2));
    }

    private Unit aes(String list) {
        return unit.configure(entry(list, "esp-aes", "esp-sha-hmac"))
                .configure(esp("inbound", 500, Unit.AES_1, Unit.SHA_1), esp("outbound", 501, Unit.AES_2, Unit.SHA_2));
    }

    private static SaParameters in(InboundSa sa) {
        return sa.parameters();
    }

    @Test
    void ahAloneHasAPairOfSas() {
        ahAlone(FLOW);
        assertThat(unit.prints(BIND)).isEmpty();

        SaParameters in = in(unit.inbound(10));
        assertThat(unit.inbound()).hasSize(1);
        assertThat(in.id()).hasToString("SA 192.0.2.1/51/0x190");
        assertThat(in.mode()).isEqualTo(Mode.TUNNEL);
        assertThat(in.algorithms().cipher()).isEmpty();
        assertThat(in.algorithms().integrity().orElseThrow().name()).isEqualTo("hmac-md5");
        assertThat(in.integrityKey().length()).isEqualTo(16);
        assertThat(in.cipherKey().length()).isZero();
        assertThat(unit.outbound())
                .singleElement()
                .satisfies(sa -> assertThat(sa.parameters().id()).hasToString("SA 192.0.2.2/51/0x191"));
    }

    @Test
    void ahAndEspOfOneSetMakeFourSasThatKnowEachOther() {
        both(FLOW);
        assertThat(unit.prints(BIND)).isEmpty();

        assertThat(unit.inbound()).hasSize(2);
        assertThat(unit.outbound()).hasSize(2);
        SaParameters esp = in(unit.inbound().get(0));
        SaParameters ah = in(unit.inbound().get(1));
        assertThat(esp.id()).hasToString("SA 192.0.2.1/50/0x1f4");
        assertThat(ah.id()).hasToString("SA 192.0.2.1/51/0x1f4");
        assertThat(esp.mode()).isEqualTo(Mode.TUNNEL);
        assertThat(ah.mode()).isEqualTo(Mode.TRANSPORT);
        assertThat(esp.nesting().within()).contains(ah.id());
        assertThat(esp.nesting().carries()).isEmpty();
        assertThat(ah.nesting().carries()).contains(esp.id());
        assertThat(ah.nesting().within()).isEmpty();
        OutboundBundle bundle = unit.sad.snapshot().outbound(esp.flow());
        assertThat(bundle.first().parameters().id()).hasToString("SA 192.0.2.2/50/0x1f5");
        assertThat(bundle.last().parameters().id()).hasToString("SA 192.0.2.2/51/0x191");
        assertThat(unit.inbound().stream().map(sa -> in(sa).connection())).doesNotHaveDuplicates();
    }

    @Test
    void eachKeyThatIsMissingIsNamed() {
        String[] lines = {
            esp("inbound", 500, Unit.CIPHER_1, Unit.SHA_1),
            ah("inbound", 500, Unit.SHA_2),
            esp("outbound", 501, Unit.CIPHER_2, Unit.SHA_2),
            ah("outbound", 401, Unit.SHA_1)
        };
        List<String> missing = List.of("inbound esp", "inbound ah", "outbound esp", "outbound ah");
        unit.configure(entry(FLOW, "ah-sha-hmac", "esp-3des", "esp-sha-hmac"));
        for (int i = 0; i < lines.length; i++) {
            assertThat(unit.prints(BIND))
                    .containsExactly("WARNING: crypto map \"b\" 10: no " + missing.get(i)
                            + " session key; its packets will be dropped");
            assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
            unit.configure(lines[i]);
        }
        assertThat(unit.prints(BIND)).isEmpty();
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isFalse();
    }

    @Test
    void anAhKeyOfAnotherLengthOrWithTheSpiOfAnotherEntryIsRefused() {
        ahAlone(FLOW);
        assertThat(unit.refusal(ah("inbound", 400, MD5_1.substring(2))))
                .isEqualTo("ERROR: authenticator key must be 32 hexadecimal digits for ah-md5-hmac (30 given)");
        assertThat(unit.refusal(ah("inbound", 400, MD5_1 + "00112233")))
                .isEqualTo("ERROR: authenticator key must be 32 hexadecimal digits for ah-md5-hmac (40 given)");
        unit.configure("crypto map b 20 ipsec-manual");
        assertThat(unit.refusal("crypto map b 20 set session-key inbound ah 400 " + MD5_1))
                .isEqualTo("ERROR: inbound SPI 400 is already used by crypto map \"b\" 10");
    }

    @Test
    void aMissingTransformLeavesBothSasOfAFlow() {
        both(FLOW).configure(BIND);
        List<InboundSa> inbound = unit.inbound();
        List<OutboundSa> outbound = unit.outbound();
        unit.remove("hmac-sha1");
        unit.gateway().changed(unit.store.current(), unit.store.current());
        assertThat(unit.inbound()).isEqualTo(inbound);
        unit.install("hmac-sha1");
        assertThat(unit.inbound()).isEqualTo(inbound);
        assertThat(unit.outbound()).isEqualTo(outbound);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.2 ah 401", "192.0.2.2 esp 501", "192.0.2.1 ah 500", "192.0.2.1 esp 0x1f4"})
    void clearingOneSaRenewsAllOfItsFlowAndNoOther(String entry) {
        both(FLOW);
        unit.configure(
                "access-list g permit ip host 10.1.1.1 host 10.2.1.1",
                "crypto ipsec transform-set other ah-md5-hmac",
                "crypto map b 20 ipsec-manual",
                "crypto map b 20 match address g",
                "crypto map b 20 set peer 192.0.2.2",
                "crypto map b 20 set transform-set other",
                "crypto map b 20 set session-key inbound ah 700 " + MD5_1,
                "crypto map b 20 set session-key outbound ah 701 " + MD5_1,
                BIND);
        List<InboundSa> inbound = unit.inbound();
        List<OutboundSa> outbound = unit.outbound();

        unit.configure("clear crypto sa entry " + entry);

        assertThat(unit.inbound()).hasSize(3).last().isEqualTo(inbound.get(2));
        assertThat(unit.outbound()).hasSize(3).last().isEqualTo(outbound.get(2));
        assertThat(unit.inbound()).doesNotContain(inbound.get(0), inbound.get(1));
        assertThat(unit.outbound()).doesNotContain(outbound.get(0), outbound.get(1));
    }

    @Test
    void aListingHasTheSasOfBothProtocolsAndCountsAPacketOnce() {
        both(FLOW).configure(BIND);
        for (OutboundSa sa : unit.outbound()) {
            sa.counters().passed(100);
            sa.counters().passed(100);
        }
        List<String> lines = unit.prints("show crypto ipsec sa");

        assertThat(lines)
                .contains(
                        "    #pkts encaps: 2, #pkts encrypt: 2, #pkts digest 2",
                        "     path mtu 1500, ipsec overhead 80, media mtu 1500",
                        "     current outbound spi: 1f5");
        int at = lines.indexOf("     outbound ah sas:");
        assertThat(lines.subList(at, at + 8))
                .containsExactly(
                        "     outbound ah sas:",
                        "      spi: 0x191(401)",
                        "        transform: ah-sha-hmac ,",
                        "        in use settings ={Tunnel, }",
                        "        slot: 0, conn id: 4, crypto map: b",
                        "        no sa timing",
                        "        replay detection support: N",
                        "");
        assertThat(lines.get(lines.indexOf("     inbound ah sas:") + 1)).isEqualTo("      spi: 0x1f4(500)");
        assertThat(lines.get(lines.indexOf("     inbound esp sas:") + 2))
                .isEqualTo("        transform: esp-3des esp-sha-hmac ,");
        assertThat(unit.prints("show crypto map"))
                .containsSequence(
                        "        Inbound ah spi: 500,",
                        "            key: <configured>,",
                        "        Outbound esp spi: 501,")
                .containsSequence("        Outbound ah spi: 401,", "            key: <configured>,");
        assertThat(unit.prints("show crypto engine")).contains("    LEGACY: manual keys 4");
    }

    @Test
    void ahAloneEnciphersNothing() {
        ahAlone(FLOW).configure(BIND);
        unit.outbound(10).counters().passed(100);
        unit.inbound(10).counters().passed(100);
        assertThat(unit.prints("show crypto ipsec sa"))
                .contains(
                        "    #pkts encaps: 1, #pkts encrypt: 0, #pkts digest 1",
                        "    #pkts decaps: 1, #pkts decrypt: 0, #pkts verify 1",
                        "     path mtu 1500, ipsec overhead 44, media mtu 1500");
    }

    @Test
    void transportModeIsForTheGatewaysThemselves() {
        aes(ENDS).configure("crypto ipsec transform-set s mode transport");
        assertThat(unit.prints(BIND)).isEmpty();

        assertThat(in(unit.inbound(10)).mode()).isEqualTo(Mode.TRANSPORT);
        assertThat(unit.outbound(10).parameters().mode()).isEqualTo(Mode.TRANSPORT);
        assertThat(unit.prints("show crypto ipsec sa")).contains("        in use settings ={Transport, }");
        assertThat(unit.prints("show crypto ipsec transform-set"))
                .startsWith("Transform set s: { esp-aes esp-sha-hmac  }", "   will negotiate = { Transport,  },");
        assertThat(unit.lines())
                .containsSequence(
                        "crypto ipsec transform-set s esp-aes esp-sha-hmac",
                        "crypto ipsec transform-set s mode transport");

        unit.configure("crypto ipsec transform-set s mode tunnel", BIND);
        assertThat(in(unit.inbound(10)).mode()).isEqualTo(Mode.TUNNEL);
        unit.configure("crypto ipsec transform-set s mode transport", BIND);
        assertThat(in(unit.inbound(10)).mode()).isEqualTo(Mode.TRANSPORT);
        unit.configure("no crypto ipsec transform-set s mode transport", BIND);
        assertThat(in(unit.inbound(10)).mode()).isEqualTo(Mode.TUNNEL);
        assertThat(unit.lines()).noneMatch(line -> line.contains("mode"));
    }

    @Test
    void transportModeOfABundleIsThatOfItsEsp() {
        both(ENDS).configure("crypto ipsec transform-set s mode transport", BIND);

        assertThat(unit.inbound()).allSatisfy(sa -> assertThat(in(sa).mode()).isEqualTo(Mode.TRANSPORT));
        assertThat(unit.prints("show crypto ipsec sa"))
                .filteredOn(line -> line.contains("in use settings"))
                .hasSize(4)
                .allMatch("        in use settings ={Transport, }"::equals);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0, 10.1.0.0/24 -> 10.2.0.0/24",
        "host 192.0.2.1 192.0.2.0 255.255.255.0, 192.0.2.1/32 -> 192.0.2.0/24",
        "host 192.0.2.1 host 192.0.2.3, 192.0.2.1/32 -> 192.0.2.3/32",
        "host 192.0.2.9 host 192.0.2.2, 192.0.2.9/32 -> 192.0.2.2/32"
    })
    void otherFlowsStayInTunnelModeAndTheConsoleSaysSo(String ends, String selector) {
        aes("access-list f permit ip " + ends).configure("crypto ipsec transform-set s mode transport");

        assertThat(unit.prints(BIND))
                .containsExactly("WARNING: crypto map \"b\" 10: mode transport is for packets between the gateways"
                        + " themselves; " + selector + " is protected in mode tunnel");
        assertThat(in(unit.inbound(10)).mode()).isEqualTo(Mode.TUNNEL);
        assertThat(unit.prints("show crypto ipsec sa")).contains("        in use settings ={Tunnel, }");
    }

    @Test
    void aSetTakesItsModeAlongWhenItGoes() {
        unit.configure(
                "crypto ipsec transform-set s esp-aes esp-sha-hmac",
                "crypto ipsec transform-set s2 esp-aes esp-sha-hmac",
                "crypto ipsec transform-set s mode transport",
                "crypto ipsec transform-set s esp-aes-256 esp-sha-hmac");
        assertThat(TransformSet.find(unit.store.current(), "s"))
                .contains(new TransformSet("s", List.of("esp-aes-256", "esp-sha-hmac"), true, false));
        assertThat(TransformSet.find(unit.store.current(), "s2").map(TransformSet::transport))
                .contains(false);

        unit.configure("no crypto ipsec transform-set s");
        assertThat(unit.lines().toString()).doesNotContain("transform-set s ").contains("transform-set s2 ");
    }

    @Test
    void ahAndUdpEncapsulationExcludeEachOther() {
        String why = "AH cannot be carried in UDP, and transform-set \"s\" has ah-md5-hmac";
        ahAlone(FLOW);
        assertThat(unit.refusal("crypto map b 10 set udp-encapsulation")).isEqualTo("ERROR: " + why);

        unit.configure(
                "crypto ipsec transform-set t esp-aes esp-sha-hmac",
                "crypto map b 10 set transform-set t",
                "crypto map b 10 set udp-encapsulation");
        assertThat(unit.refusal("crypto map b 10 set transform-set s")).isEqualTo("ERROR: " + why);

        assertThat(unit.prints("crypto ipsec transform-set t ah-sha-hmac esp-aes esp-sha-hmac"))
                .contains("WARNING: crypto map \"b\" 10: AH cannot be carried in UDP, and transform-set \"t\" has"
                        + " ah-sha-hmac");
        unit.configure(
                esp("inbound", 500, Unit.AES_1, Unit.SHA_1),
                esp("outbound", 501, Unit.AES_2, Unit.SHA_2),
                ah("inbound", 400, Unit.SHA_1),
                ah("outbound", 401, Unit.SHA_1));
        assertThat(unit.prints(BIND)).anyMatch(line -> line.contains("AH cannot be carried in UDP"));
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
    }

    @Test
    void whatIsNotSafeIsRefusedUnderTheSwitch() {
        String why =
                "transform-set \"alone\" encrypts without authentication: forged packets cannot be told from true ones";
        unit.configure(entry(FLOW, "esp-aes"));
        unit.configure(
                "crypto ipsec transform-set alone esp-aes",
                "crypto map b 10 set transform-set alone",
                "crypto map b 10 set session-key inbound esp 500 cipher " + Unit.AES_1,
                "crypto map b 10 set session-key outbound esp 501 cipher " + Unit.AES_2,
                "no crypto ipsec transform-set s",
                BIND);
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isFalse();
        List<InboundSa> inbound = unit.inbound();

        assertThat(unit.prints("sysopt ipsec strict"))
                .containsExactly("WARNING: " + why, "% This takes effect at the next \"crypto map interface\"");
        assertThat(unit.inbound()).isEqualTo(inbound);
        assertThat(unit.prints(BIND))
                .containsExactly("WARNING: crypto map \"b\" 10: " + why
                        + "; sysopt ipsec strict refuses it; its packets will be dropped");
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(unit.refusal("crypto ipsec transform-set x esp-3des"))
                .endsWith("cannot be told from true ones; sysopt ipsec strict refuses it");
        unit.configure("crypto ipsec transform-set x ah-md5-hmac esp-3des");
        assertThat(unit.prints("show sysopt")).contains("sysopt ipsec strict");

        unit.configure("no sysopt ipsec strict", BIND);
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isFalse();
        unit.configure("sysopt ipsec strict", "clear sysopt");
        assertThat(unit.prints("show sysopt")).contains("no sysopt ipsec strict");
    }

    @Test
    void underTheSwitchAKeyOfASmallBlockCipherHasALimit() {
        both(FLOW).configure(BIND);
        assertThat(unit.outbound()).allSatisfy(sa -> assertThat(limit(sa)).isEqualTo(SaOptions.NO_LIMIT));

        unit.configure("sysopt ipsec strict", BIND);
        assertThat(unit.outbound().stream().map(BundleKeyingTest::limit))
                .containsExactly(128L << 20, SaOptions.NO_LIMIT); // ESP under 3DES, AH
        unit.configure(
                "crypto ipsec transform-set s ah-sha-hmac esp-aes esp-sha-hmac",
                esp("inbound", 500, Unit.AES_1, Unit.SHA_1),
                esp("outbound", 501, Unit.AES_2, Unit.SHA_2),
                BIND);
        assertThat(unit.outbound())
                .hasSize(2)
                .allSatisfy(sa -> assertThat(limit(sa)).isEqualTo(SaOptions.NO_LIMIT));
    }

    private static long limit(OutboundSa sa) {
        return sa.parameters().options().byteLimit();
    }

    @Test
    void theHostPairOfTheAcceptanceGoesUnderAhAndTheRestUnderEsp() {
        Unit left = Unit.left();
        String[] host = entry("access-list f permit ip host 10.1.0.200 host 10.2.0.200", "ah-md5-hmac");
        left.configure(Arrays.stream(host)
                .map(line -> line.replace("crypto map b 10", "crypto map m 5"))
                .toArray(String[]::new));
        left.configure(
                "crypto map m 5 set session-key inbound ah 400 " + MD5_1,
                "crypto map m 5 set session-key outbound ah 401 " + MD5_2,
                "crypto map m interface outside");

        assertThat(protocol(left, "10.1.0.200", "10.2.0.200")).contains(IpProtocol.AH);
        assertThat(protocol(left, "10.1.0.200", "10.2.0.201")).contains(IpProtocol.ESP);
        assertThat(left.inbound()).hasSize(3);
        left.configure("no crypto map m 5 set session-key outbound ah", "crypto map m interface outside");
        assertThat(left.drops("10.1.0.200", "10.2.0.200")).isTrue();
        assertThat(left.drops("10.1.0.200", "10.2.0.201")).isFalse();
    }

    private static Optional<Integer> protocol(Unit unit, String source, String destination) {
        return unit.spd
                .policies()
                .outbound(
                        org.sallyport.packet.Ipv4Address.parse(source).value(),
                        org.sallyport.packet.Ipv4Address.parse(destination).value())
                .element()
                .map(element -> unit.sad.snapshot().outbound(element.flow()))
                .map(bundle -> bundle.last().parameters().id().protocol());
    }
}
