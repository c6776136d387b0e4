// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that cannot be right: each gets its message and changes nothing. */
final class RefusalsTest {
    private static final String WEAK_DES = "0101010101010101";

    private final Unit unit = Unit.left()
            .configure(
                    "crypto ipsec transform-set des esp-des esp-md5-hmac",
                    "crypto ipsec transform-set aes192 esp-aes-192 esp-sha-hmac",
                    "crypto ipsec transform-set none esp-null esp-sha-hmac",
                    "crypto map n 30 ipsec-manual",
                    "crypto map n 30 set transform-set des",
                    "crypto map n 40 ipsec-manual",
                    "crypto map n 40 set transform-set aes192",
                    "crypto map n 50 ipsec-manual");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            crypto map x 10 match address flow1 | crypto map "x" 10 does not exist; enter ipsec-isakmp or ipsec-manual first
            crypto map m 11 set peer 192.0.2.9 | crypto map "m" 11 does not exist; enter ipsec-isakmp or ipsec-manual first
            crypto map m 11 set transform-set aes | crypto map "m" 11 does not exist; enter ipsec-isakmp or ipsec-manual first
            crypto map m 10 set transform-set myset9 | transform-set "myset9" does not exist
            crypto map m 10 set transform-set des3 aes | only one transform set is allowed in an ipsec-manual entry
            crypto map m 10 set peer 192.0.2.3 | only one peer is allowed in an ipsec-manual entry
            crypto map m 20 match address flow1 | access-list flow1 is already used by crypto map "m" 10; different entries must use different lists
            no crypto ipsec transform-set des3 | transform-set "des3" is in use by crypto map "m" 10
            crypto map n interface outside | crypto map "m" is already applied to interface outside
            crypto map m interface inside | crypto map "m" is already applied to interface outside
            crypto map x interface inside | crypto map "x" has no entries
            crypto map m interface dmz | interface name "dmz" not defined
            crypto ipsec transform-set x ah-md5-hmac ah-sha-hmac | duplicate AH transform ah-sha-hmac
            crypto ipsec transform-set x esp-des esp-3des | duplicate ESP encryption transform esp-3des
            crypto ipsec transform-set x esp-sha-hmac esp-md5-hmac esp-des | duplicate ESP authentication transform esp-md5-hmac
            crypto ipsec transform-set x esp-sha-hmac | an ESP authentication transform needs an ESP encryption transform: esp-sha-hmac stands alone; esp-null encrypts nothing
            crypto ipsec transform-set x esp-null | esp-null protects nothing without an ESP authentication transform
            crypto ipsec transform-set x ah-sha-hmac esp-null | esp-null protects nothing without an ESP authentication transform
            crypto ipsec transform-set x mode transport | transform-set "x" does not exist
            access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0 | ACE not added. Possible duplicate entry
            access-list flow2 permit ip 10.1.1.9 255.255.255.255 host 10.2.1.9 | ACE not added. Possible duplicate entry
            access-list x permit ip 10.1.0.1 255.255.255.0 any | Source, mask <10.1.0.1, 255.255.255.0> doesn't pair
            access-list x permit ip any 10.1.0.1 255.255.255.0 | Destination, mask <10.1.0.1, 255.255.255.0> doesn't pair
            access-list x permit ip host 300.1.1.1 any | Invalid IP address 300.1.1.1
            access-list x permit ip 10.0.0.0 255.0.255.0 any | Invalid netmask 255.0.255.0
            nameif ethernet2 outside security0 | interface name "outside" is already used for ethernet0
            nameif ethernet0 elsewhere security0 | interface name "outside" is in use by "ip address outside 192.0.2.1 255.255.255.0"
            no nameif ethernet0 | interface name "outside" is in use by "ip address outside 192.0.2.1 255.255.255.0"
            nameif ethernet2 dmz security101 | "security101" is not a security level: security0 to security100
            ip address dmz 10.0.0.1 255.0.0.0 | interface name "dmz" not defined
            route dmz 10.0.0.0 255.0.0.0 10.0.0.1 | interface name "dmz" not defined
            crypto map n 30 set peer 0.0.0.0 | 0.0.0.0 is not the address of a host
            crypto map n 30 set peer 0.1.2.3 | 0.1.2.3 is not the address of a host
            crypto map n 30 set peer 127.0.0.1 | 127.0.0.1 is a loopback address
            crypto map n 30 set peer 224.0.0.5 | 224.0.0.5 is a multicast address
            crypto map n 30 set peer 240.0.0.1 | 240.0.0.1 is a reserved address
            crypto map n 30 set peer 255.255.255.255 | 255.255.255.255 is the broadcast address
            crypto map n 30 set peer 192.0.2.0 | 192.0.2.0 is the address of a network
            crypto map n 30 set peer 192.0.2.255 | 192.0.2.255 is the broadcast address of a network
            crypto map n 30 set peer 192.0.2.1 | 192.0.2.1 is our own address of interface outside
            ip address outside 192.0.2.2 255.255.255.0 | 192.0.2.2 is the peer of crypto map "m" 10
            ip address inside 10.1.0.0 255.255.255.0 | 10.1.0.0 is the address of a network
            ip address inside 10.1.0.255 255.255.255.0 | 10.1.0.255 is the broadcast address of a network
            ip address inside 10.1.0.1 0.0.0.0 | Invalid netmask 0.0.0.0
            ip address inside 192.0.2.77 255.255.255.128 | the networks of interfaces inside and outside overlap
            ip address inside 0.0.0.0 255.0.0.0 | 0.0.0.0 is not the address of a host
            route outside 10.0.0.0 255.0.0.0 192.0.2.1 | 192.0.2.1 is our own address of interface outside
            route outside 10.0.0.0 255.0.0.0 0.0.0.0 | 0.0.0.0 is not the address of a host
            nat (dmz) 0 access-list flow1 | interface name "dmz" not defined
            nat inside 0 access-list flow1 | "inside" is not the name of an interface in parentheses
            route outside 10.0.0.1 255.0.0.0 10.0.0.1 | Network, mask <10.0.0.1, 255.0.0.0> doesn't pair
            """)
    void aLineThatDoesNotFitTheRest(String line, String message) {
        assertThat(unit.refusal(line)).isEqualTo("ERROR: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crypto map m 0 ipsec-manual",
                "crypto map m 65536 ipsec-manual",
                "crypto ipsec transform-set x esp-des, esp-sha-hmac",
                "crypto ipsec transform-set x esp-des esp-md5-hmac esp-des esp-3des",
                "crypto ipsec transform-set x",
                "crypto ipsec transform-set x rot13",
                "crypto map m 10 set transform-set a b c d e f g",
                "crypto map m 10 set peer nowhere",
                "crypto map m 10 set peer 192.0.2",
                "access-list x permit tcp any any eq",
                "access-list x allow ip any any",
                "route outside 10.0.0.0 255.0.0.0",
                "clear crypto sa peer a_b",
                "clear crypto sa entry 192.0.2.2 esp"
            })
    void aLineThatIsNoLine(String line) {
        assertThat(unit.refusal(line)).startsWith("ERROR: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            30 | esp 300 cipher 0123456789abcde authenticator 00112233445566778899aabbccddeeff | cipher key must have an even number of hexadecimal digits (15 given)
            30 | esp 300 cipher abcdefghijklmnopqr authenticator 00112233445566778899aabbccddeeff | cipher key contains characters that are not hexadecimal digits
            30 | esp 300 cipher 0123456789abcd authenticator 00112233445566778899aabbccddeeff | cipher key must be 16 hexadecimal digits for esp-des (14 given)
            30 | esp 300 cipher 0123456789abcdef01 authenticator 00112233445566778899aabbccddeeff | cipher key must be 16 hexadecimal digits for esp-des (18 given)
            30 | esp 300 cipher 0123456789abcdef authenticator 00112233445566778899aabbccddee | authenticator key must be 32 hexadecimal digits for esp-md5-hmac (30 given)
            30 | esp 300 cipher 0123456789abcdef | esp-md5-hmac needs a key of 32 hexadecimal digits: "authenticator" is missing
            30 | esp 300 authenticator 00112233445566778899aabbccddeeff | esp-des needs a key of 16 hexadecimal digits: "cipher" is missing
            30 | esp 255 cipher 0123456789abcdef authenticator 00112233445566778899aabbccddeeff | spi must be in the range 256-4294967295 (255 given)
            30 | esp 4294967296 cipher 0123456789abcdef authenticator 00112233445566778899aabbccddeeff | spi must be in the range 256-4294967295 (4294967296 given)
            10 | esp 300 cipher 0123456789abcdef0123456789abcdef0123456789abcdef authenticator 000102030405060708090a0b0c0d0e0f10111213 | cipher key has two equal parts
            50 | esp 300 cipher 0101010101010101 | cipher key is a weak DES key
            """)
    void aSessionKeyThatCannotBe(String entry, String key, String message) {
        String map = entry.equals("10") ? "m" : "n";
        for (String direction : List.of("inbound", "outbound")) {
            String refusal =
                    unit.refusal("crypto map " + map + " " + entry + " set session-key " + direction + " " + key);
            assertThat(refusal).startsWithIgnoringCase("ERROR: " + message);
            for (String word : key.split(" ", -1)) {
                if (word.length() >= 14) {
                    assertThat(refusal).doesNotContain(word);
                }
            }
        }
    }

    @Test
    void aKeyInTheWrongPlaceIsNotRepeated() {
        assertThat(unit.refusal("crypto map m 10 set session-key inbound esp 300 " + Unit.CIPHER_1))
                .isEqualTo("ERROR: invalid word \"********\"");
    }

    @Test
    void aPeerInANetworkOfTwoHostsMayHaveEitherAddress() {
        unit.configure("ip address inside 10.9.9.9 255.255.255.254", "crypto map n 30 set peer 10.9.9.8");
    }

    @Test
    void noFindsALineHoweverItIsTyped() {
        unit.configure(
                "route outside 10.7.0.0 255.255.0.0 192.0.2.9 5",
                "no route outside 10.7.0.0 255.255.0.0 192.0.2.9",
                "route outside 10.8.0.0 255.255.0.0 192.0.2.9",
                "no route outside 10.8.0.0 255.255.0.0 192.0.2.9",
                "access-list z permit ip host 10.9.9.9 any",
                "no access-list z permit ip 10.9.9.9 255.255.255.255 0.0.0.0 0.0.0.0",
                "crypto ipsec transform-set z esp-null esp-sha-hmac",
                "no crypto ipsec transform-set z esp-sha-hmac esp-null",
                "ip address inside 10.9.9.9 255.255.255.0",
                "no ip address inside 10.9.9.9");
        assertThat(unit.lines())
                .noneMatch(line -> line.startsWith("route") || line.contains(" z ") || line.contains("10.9.9.9"));
    }

    @Test
    void noWithAnotherMetricRemovesNothing() {
        unit.configure("route outside 10.7.0.0 255.255.0.0 192.0.2.9 5", "route outside 0 0 192.0.2.9");
        assertThat(unit.lines()).contains("route outside 0.0.0.0 0.0.0.0 192.0.2.9 1");
        assertThat(unit.prints("no route outside 10.7.0.0 255.255.0.0 192.0.2.9 4"))
                .containsExactly("WARNING: nothing to remove: route outside 10.7.0.0 255.255.0.0 192.0.2.9 4");
        assertThat(unit.lines()).contains("route outside 10.7.0.0 255.255.0.0 192.0.2.9 5");
    }

    @Test
    void aHardwareNameThatNoInterfaceCanHave() {
        assertThat(unit.refusal("nameif ../../etc foo security5"))
                .isEqualTo("ERROR: \"../../etc\" cannot be the name of an interface");
    }

    @Test
    void aWeakKeyIsJudgedByTheCipherThatTakesIt() {
        String digits = "0123456789abcdef".repeat(3);
        unit.configure(
                "crypto map n 40 set session-key inbound esp 300 cipher " + digits + " authenticator " + Unit.SHA_1);

        assertThat(unit.lines()).anyMatch(line -> line.contains("inbound esp 300"));
    }

    @Test
    void aWeakKeyThatCameBeforeItsSetIsFoundAtTheBinding() {
        unit.configure(
                "no crypto map m interface outside",
                "crypto map n 50 match address flow1",
                "crypto map n 50 set peer 192.0.2.2",
                "crypto map n 50 set transform-set aes192",
                "crypto map n 50 set session-key inbound esp 300 cipher " + "0123456789abcdef".repeat(3)
                        + " authenticator " + Unit.SHA_1,
                "crypto map n 50 set session-key outbound esp 301 cipher " + Unit.CIPHER_1 + " authenticator "
                        + Unit.SHA_1,
                "crypto map n 50 set transform-set des3");

        assertThat(unit.prints("crypto map n interface outside"))
                .anyMatch(line ->
                        line.startsWith("WARNING: crypto map \"n\" 50: inbound cipher key has two equal parts"));
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
    }

    @Test
    void whatIsOnlyDubiousIsTakenWithAWarning() {
        assertThat(unit.prints("crypto map n 30 match address nosuchlist"))
                .containsExactly("WARNING: access-list nosuchlist does not exist");
        assertThat(unit.prints("crypto map n 31 ipsec-manual"))
                .containsExactly("WARNING: crypto map \"n\" 31 is ipsec-manual: its SAs never expire,"
                        + " their keys never change, and nothing refuses repeated packets");
        assertThat(unit.prints("crypto ipsec transform-set alone esp-aes"))
                .containsExactly("WARNING: transform-set \"alone\" encrypts without authentication: "
                        + "forged packets cannot be told from true ones");
        assertThat(unit.prints("crypto ipsec transform-set old esp-des esp-md5-hmac"))
                .contains("WARNING: esp-des is a legacy algorithm: renew its keys before they have protected 128 MB");
        assertThat(unit.prints("crypto map n 30 set session-key inbound ah 300 00112233445566778899aabbccddeeff"))
                .contains("WARNING: session key for AH given but the transform-set of crypto map \"n\" 30 has no AH"
                        + " transform");
    }

    @Test
    void aKeyOfABoundMapSaysWhenItTakesEffect() {
        assertThat(unit.prints(Unit.key(10, "inbound", 500, Unit.CIPHER_2, Unit.SHA_2)))
                .containsExactly(
                        "% This takes effect at the next \"crypto map m interface outside\" or \"clear crypto sa\"");
    }

    @Test
    void theWordsOfALineArePutInOrder() {
        unit.configure(
                "access-list x permit ip 10.0.0.1 255.255.255.255 0.0.0.0 0.0.0.0",
                "crypto ipsec transform-set y esp-md5-hmac esp-aes-256",
                "route outside 10.7.0.0 255.255.0.0 192.0.2.2",
                "ip address inside 10.0.0.1");

        assertThat(unit.lines())
                .contains(
                        "access-list x permit ip host 10.0.0.1 any",
                        "crypto ipsec transform-set y esp-aes-256 esp-md5-hmac",
                        "route outside 10.7.0.0 255.255.0.0 192.0.2.2 1",
                        "ip address inside 10.0.0.1 255.0.0.0");
        assertThat(unit.refusal("route outside 10.7.0.0 255.255.0.0 192.0.2.2"))
                .isEqualTo("ERROR: Route already exists");
    }

    @Test
    void theRestOfAPastedBlockStillApplies() {
        unit.type("access-list x permit ip host 300.1.1.1 any");
        unit.type("nonsense");
        unit.configure("access-list x permit ip host 10.1.1.1 any");

        assertThat(unit.lines()).contains("access-list x permit ip host 10.1.1.1 any");
    }

    @Test
    void noMessageAboutAKeyShowsIt() {
        for (String line : List.of(
                "crypto map m 10 set session-key inbound esp 500 cipher " + Unit.CIPHER_1 + "zz authenticator 00",
                "crypto map m 10 set session-key inbound esp 500 cipher " + Unit.CIPHER_1 + " authenticator "
                        + WEAK_DES,
                "crypto map m 10 set session-key inbound esp 500 cipher " + Unit.CIPHER_1 + " " + Unit.SHA_1)) {
            assertThat(unit.type(line).lines().toString())
                    .doesNotContain(Unit.CIPHER_1)
                    .doesNotContain(WEAK_DES)
                    .doesNotContain(Unit.SHA_1);
        }
    }
}
