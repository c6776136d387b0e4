// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.GuardCount;

/** What the listings print, line by line; no key is ever in it. */
final class ListingsTest {
    private final Unit unit = Unit.left();

    private void prints(String command, String expected) {
        assertThat(String.join("\n", unit.prints(command)).stripTrailing())
                .as(command)
                .isEqualTo(expected.stripTrailing());
    }

    @Test
    void aPingSaysOfEachProbeWhetherItWasAnswered() {
        assertThat(unit.prints("ping 127.0.0.1"))
                .hasSize(3)
                .allMatch(line -> line.matches(" {8}127\\.0\\.0\\.1 (NO )?response received -- \\d+ms"));
    }

    @Test
    void theCryptoMapsAsConfigured() {
        unit.configure("crypto map n 5 ipsec-manual");
        unit.spd.hits().of(unit.outbound(10).parameters().flow()).add(40);

        prints("show crypto map", """

                Crypto Map: "m" interfaces: { outside }

                Crypto Map "m" 10 ipsec-manual
                        Peer = 192.0.2.2
                        access-list flow1; 1 elements
                        access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0 (hitcnt=40)
                        Current peer: 192.0.2.2
                        Transform sets={ des3, }
                        Inbound esp spi: 500,
                         cipher key: <configured>,
                         auth_key: <configured>,
                        Inbound ah spi: 0,
                            key: ,
                        Outbound esp spi: 501,
                         cipher key: <configured>,
                         auth_key: <configured>,
                        Outbound ah spi: 0,
                            key: ,

                Crypto Map "m" 20 ipsec-manual
                        Peer = 192.0.2.2
                        access-list flow2; 1 elements
                        access-list flow2 permit ip host 10.1.1.9 host 10.2.1.9 (hitcnt=0)
                        Current peer: 192.0.2.2
                        Transform sets={ aes, }
                        Inbound esp spi: 600,
                         cipher key: <configured>,
                         auth_key: <configured>,
                        Inbound ah spi: 0,
                            key: ,
                        Outbound esp spi: 601,
                         cipher key: <configured>,
                         auth_key: <configured>,
                        Outbound ah spi: 0,
                            key: ,

                Crypto Map: "n" interfaces: { }

                Crypto Map "n" 5 ipsec-manual
                        No matching address list set.
                        Current peer: 0.0.0.0
                        Transform sets={ }
                        Inbound esp spi: 0,
                         cipher key: ,
                         auth_key: ,
                        Inbound ah spi: 0,
                            key: ,
                        Outbound esp spi: 0,
                         cipher key: ,
                         auth_key: ,
                        Outbound ah spi: 0,
                            key: ,
                        WARNING: This crypto map is in an incomplete state! (missing peer or access-list definitions)
                """);
        assertThat(unit.prints("show crypto map tag n").get(1)).contains("\"n\"");
        assertThat(unit.prints("show crypto map interface outside").get(1)).contains("\"m\"");
        assertThat(unit.prints("show crypto map interface inside")).isEmpty();
        assertThat(unit.refusal("show crypto map interface dmz"))
                .isEqualTo("ERROR: interface name \"dmz\" not defined");
        assertThat(unit.refusal("show crypto map tag other")).isEqualTo("ERROR: crypto map \"other\" does not exist");
        assertThat(unit.refusal("ping dmz 10.0.0.1")).isEqualTo("ERROR: interface name \"dmz\" not defined");
        assertThat(unit.refusal("show interface dmz")).isEqualTo("ERROR: interface name \"dmz\" not defined");
        assertThat(unit.refusal("show crypto ipsec transform-set tag x"))
                .isEqualTo("ERROR: transform-set \"x\" does not exist");
    }

    private String count(String list) {
        return unit.prints("show access-list " + list).get(1).replaceAll(".*hitcnt=(\\d+).*", "$1");
    }

    @Test
    void hitCountsBeginAnewWithAListThatIsCreatedAgain() {
        unit.spd.hits().of(unit.outbound(10).parameters().flow()).add(40);
        unit.spd.hits().of(unit.outbound(20).parameters().flow()).add(7);
        unit.configure(
                "no access-list flow1",
                "access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "crypto map m 10 match address flow1");
        assertThat(count("flow1")).isEqualTo("0");
        unit.spd.hits().of(unit.outbound(10).parameters().flow()).add(3);
        assertThat(count("flow1")).as("the same is still bound").isEqualTo("3");
        unit.configure("crypto map m interface outside");
        assertThat(count("flow1")).isEqualTo("3");
        assertThat(count("flow2")).isEqualTo("7");
    }

    @Test
    void hitsOfWhatIsBoundAreNotThoseOfWhatIsConfigured() {
        unit.configure(
                "no access-list flow2",
                "access-list flow2 permit ip host 10.1.1.8 host 10.2.1.8",
                "crypto map m 20 match address flow2");
        unit.spd.hits().of(unit.outbound(20).parameters().flow()).add(7);
        assertThat(count("flow2")).isEqualTo("0");
        unit.configure("crypto map m interface outside");
        assertThat(count("flow2")).isEqualTo("0");
    }

    @Test
    void theCryptoMapsSayWhichEditsWait() {
        String waits =
                "        WARNING: these edits wait; what is bound stays until \"crypto map m interface\" is typed again";
        assertThat(unit.prints("show crypto map")).noneMatch(line -> line.contains("wait"));
        for (String edit : List.of(
                "access-list flow2 permit ip host 10.1.1.8 host 10.2.1.8",
                Unit.key(20, "inbound", 900, Unit.AES_2, Unit.SHA_1),
                "crypto ipsec transform-set aes esp-aes esp-md5-hmac",
                "no crypto map m 20 set peer")) {
            unit.configure(edit);
            assertThat(unit.prints("show crypto map")).as(edit).containsOnlyOnce(waits);
            unit.configure("crypto map m interface outside");
            assertThat(unit.prints("show crypto map")).as(edit).doesNotContain(waits);
        }
        unit.configure("crypto map m 30 ipsec-manual", "no crypto map m 20");
        assertThat(unit.prints("show crypto map"))
                .containsOnlyOnce(waits)
                .contains("Crypto Map \"m\" 20 is no longer configured, but what is bound stays until "
                        + "\"crypto map m interface\" is typed again");
        assertThat(unit.prints("show crypto map").toString()).doesNotContain(Unit.AES_2);
    }

    @Test
    void theAccessLists() {
        unit.configure("access-list flow2 deny ip host 10.1.0.9 any");
        unit.spd.hits().of(unit.outbound(20).parameters().flow()).add(7);

        prints("show access-list", """
                access-list flow1; 1 elements
                access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0 (hitcnt=0)
                access-list flow2; 2 elements
                access-list flow2 permit ip host 10.1.1.9 host 10.2.1.9 (hitcnt=7)
                access-list flow2 deny ip host 10.1.0.9 any (hitcnt=0)
                """);
        assertThat(unit.prints("show access-list flow1")).hasSize(2);
        assertThat(unit.refusal("show access-list nosuchlist"))
                .isEqualTo("ERROR: access-list nosuchlist does not exist");
    }

    @Test
    void theTransformSets() {
        prints("show crypto ipsec transform-set", """
                Transform set des3: { esp-3des esp-sha-hmac  }
                   will negotiate = { Tunnel,  },

                Transform set aes: { esp-aes esp-sha-hmac  }
                   will negotiate = { Tunnel,  },
                """);
        assertThat(unit.prints("show crypto ipsec transform-set tag aes")).hasSize(3);
    }

    @Test
    void theInstalledTransforms() {
        unit.send(10);
        prints("show crypto transforms", """
                Transform         Kind         State     Standing     Use         Contexts  Keywords                           Provider
                des-cbc           encryption   admitted  legacy       offered            0  esp-des                            Des
                3des-cbc          encryption   admitted  legacy       offered            1  esp-3des                           TripleDes
                aes-cbc           encryption   admitted  recommended  offered            0  esp-aes esp-aes-192 esp-aes-256    AesCbc
                null              encryption   admitted  acceptable   offered            0  esp-null                           NullCipher
                hmac-md5          integrity    admitted  legacy       offered            0  esp-md5-hmac ah-md5-hmac           HmacMd5
                hmac-sha1         integrity    admitted  acceptable   offered            1  esp-sha-hmac ah-sha-hmac           HmacSha1
                modp-768          key-exchange admitted  legacy       offered            0  isakmp 1                           Modp768
                modp-1024         key-exchange admitted  legacy       offered            0  isakmp 2                           Modp1024
                """);
    }

    @Test
    void theEngineAndEveryReasonForADrop() {
        unit.send(10);
        unit.sad.drops().count(DropReason.REPLAYED);
        unit.sad.drops().count(DropReason.UNKNOWN_SPI);
        unit.host.guard.add(new GuardCount(DropReason.LEAK, "eth0", 3));
        unit.host.guard.add(new GuardCount(DropReason.LEAK, "eth1", 4));
        unit.host.guard.add(new GuardCount(DropReason.CLEAR_TEXT, "eth0", 0));

        prints("show crypto engine", """
                Crypto Engine Connection Map:
                    size = unlimited, used = 4, active = 1
                    LEGACY: manual keys 4, 3des-cbc 1
                Packets:
                    sealed 0 in 0 batches from inside
                    opened 0 in 0 batches from outside
                Device linux: present
                    nftables 1.0.6
                Drops:
                    UNKNOWN_SPI                   1  unknown SPI
                    REPLAYED                      1  replayed or too old
                    LEAK                          7  would have left in clear, policy claims it
                """);
        unit.configure("clear crypto sa counters");
        assertThat(unit.prints("show crypto engine")).endsWith("Drops: none");
    }

    @Test
    void theInterfaces() {
        unit.configure("nameif ethernet7 dmz security50");
        prints("show interface", """
                interface ethernet0 "outside" is up, line protocol is up
                  Hardware is eth0, address is 0200.5e10.0001
                  IP address 192.0.2.1, subnet mask 255.255.255.0
                  MTU 1500 bytes
                        407 packets input, 50763 bytes, 2 no buffer
                        1 input errors
                        308 packets output, 40000 bytes, 4 underruns
                        3 output errors
                interface ethernet1 "inside" is administratively down, line protocol is down
                  Hardware is eth1
                  MTU 9000 bytes
                        0 packets input, 0 bytes, 0 no buffer
                        0 input errors
                        0 packets output, 0 bytes, 0 underruns
                        0 output errors
                interface ethernet7 "dmz" is down, line protocol is down
                  the machine has no interface ethernet7
                device linux is present
                  nftables 1.0.6
                """);
        assertThat(unit.prints("show interface ethernet0")).hasSize(8).isEqualTo(unit.prints("show interface outside"));
    }

    @Test
    void noListingShowsAKey() {
        for (String command : List.of(
                "show crypto ipsec sa",
                "show crypto map",
                "show crypto ipsec transform-set",
                "show crypto transforms",
                "show crypto engine",
                "show access-list",
                "show interface")) {
            String printed = unit.prints(command).toString();
            for (String key : List.of(Unit.CIPHER_1, Unit.CIPHER_2, Unit.AES_1, Unit.AES_2, Unit.SHA_1, Unit.SHA_2)) {
                assertThat(printed).as(command).doesNotContain(key);
            }
        }
        assertThat(unit.store.current().lines().stream()
                        .map(line -> line.masked())
                        .toList())
                .noneMatch(line -> line.contains(Unit.CIPHER_1) || line.contains(Unit.SHA_1));
        assertThat(unit.gateway().toString() + unit.sad.snapshot().outbound() + unit.store.current())
                .doesNotContain(Unit.CIPHER_1);
    }
}
