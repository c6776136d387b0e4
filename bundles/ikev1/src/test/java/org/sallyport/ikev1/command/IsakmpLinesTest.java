// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ike.EntryState;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ikev1.proposal.Lifetime;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.ikev1.settings.Identity;
import org.sallyport.ikev1.settings.Options;
import org.sallyport.ikev1.settings.Policy;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.Obstacle;
import org.sallyport.transform.Secret;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformUse;

/** The {@code isakmp} lines: what they accept, write and mean. */
final class IsakmpLinesTest {
    private static final Ipv4Address PEER = Ipv4Address.parse("203.0.113.1");

    private final Unit unit = new Unit();

    @Test
    void thePoliciesOfTheChapterAreListedAsItPrintsThem() {
        unit.configure(
                "isakmp policy 20 hash md5",
                "isakmp policy 20 group 2",
                "isakmp policy 20 lifetime 5000",
                "isakmp policy 30 authentication pre-share",
                "isakmp policy 30 lifetime 10000");

        assertThat(String.join("\n", unit.prints("show isakmp policy"))).isEqualTo("""
                Protection suite priority 20
                  encryption algorithm:  DES - Data Encryption Standard (56 bit keys)
                  hash algorithm:        Message Digest 5
                  authentication method: Rivest-Shamir-Adleman Signature
                  Diffie-Hellman group:  #2 (1024 bit)
                  lifetime:              5000 seconds, no volume limit
                Protection suite priority 30
                  encryption algorithm:  DES - Data Encryption Standard (56 bit keys)
                  hash algorithm:        Secure Hash Standard
                  authentication method: Pre-Shared Key
                  Diffie-Hellman group:  #1 (768 bit)
                  lifetime:              10000 seconds, no volume limit
                Default protection suite
                  encryption algorithm:  DES - Data Encryption Standard (56 bit keys)
                  hash algorithm:        Secure Hash Standard
                  authentication method: Rivest-Shamir-Adleman Signature
                  Diffie-Hellman group:  #1 (768 bit)
                  lifetime:              86400 seconds, no volume limit""");
    }

    @Test
    void whatIsTheDefaultIsNotWrittenAndThePolicyStays() {
        unit.configure("isakmp policy 10 hash md5", "isakmp policy 10 encryption des", "isakmp policy 10 hash sha");
        assertThat(unit.isakmp()).containsExactly("isakmp policy 10");
        unit.configure("isakmp policy 10 lifetime 600", "no isakmp policy 10 lifetime");
        assertThat(unit.isakmp()).containsExactly("isakmp policy 10");
        unit.configure("isakmp policy 10 group 2", "no isakmp policy 10");
        assertThat(unit.isakmp()).isEmpty();
    }

    @Test
    void policiesMeanSuitesInTheirOrderTheDefaultOneLast() {
        unit.configure(
                "crypto isakmp policy 20 encrypt aes-256",
                "isakmp policy 20 authentication pre-share",
                "isakmp policy 5 encryption 3des",
                "isakmp policy 5 hash md5",
                "isakmp policy 5 group 2");
        assertThat(unit.settings().policies())
                .containsExactly(
                        new Policy(5, new Phase1Suite(5, 0, 1, Phase1Suite.RSA_SIGNATURE, 2, new Lifetime(86_400, 0))),
                        new Policy(
                                20, new Phase1Suite(7, 256, 2, Phase1Suite.PRE_SHARED_KEY, 1, new Lifetime(86_400, 0))),
                        new Policy(
                                Policy.DEFAULT,
                                new Phase1Suite(1, 0, 2, Phase1Suite.RSA_SIGNATURE, 1, new Lifetime(86_400, 0))));
    }

    @Test
    void aPolicyThatIsNotOfferedSaysWhy() {
        assertThat(unit.prints("isakmp policy 20 authentication rsa-sig"))
                .containsExactly(
                        "WARNING: policy 20 uses rsa-sig but no certificate is available; it will not be offered");
        unit.configure("isakmp policy 30 authentication pre-share");
        unit.entries.add(new EntryState(
                "crypto map m 10",
                EntryState.Intent.ON_TRAFFIC,
                EntryState.Stage.IDLE,
                Optional.of(PEER),
                "",
                Optional.empty()));
        assertThat(unit.prints("show crypto isakmp entries"))
                .containsExactly(
                        "crypto map m 10: idle, on traffic, peer 203.0.113.1",
                        "  isakmp policy 20 is not offered: no certificate",
                        "  isakmp policy 30 is not offered: no key for this peer");
        unit.configure("isakmp key first address 203.0.113.1");
        assertThat(unit.prints("show crypto isakmp entries"))
                .doesNotContain("  isakmp policy 30 is not offered: no key for this peer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "isakmp policy 10 encryption des | encryption des",
                "isakmp policy 10 encrypt 3des | encryption 3des",
                "isakmp policy 10 hash md5 | hash md5",
                "isakmp policy 10 group 1 | group 1",
                "crypto isakmp policy 10 group 2 | group 2",
            })
    void aLegacyAlgorithmIsWarnedOf(String line, String algorithm) {
        assertThat(unit.prints(line)).containsExactly("WARNING: policy 10: " + algorithm + " is a legacy algorithm");
    }

    @Test
    void aPolicyOfDefaultsIsWarnedOfWhatTheyAre() {
        assertThat(unit.prints("isakmp policy 10"))
                .containsExactly(
                        "WARNING: policy 10: encryption des is a legacy algorithm",
                        "WARNING: policy 10: group 1 is a legacy algorithm");
        assertThat(unit.prints("isakmp policy 10 encryption aes")).isEmpty();
        assertThat(unit.prints("isakmp policy 10 hash sha")).isEmpty();
        assertThat(unit.prints("isakmp policy 10"))
                .containsExactly("WARNING: policy 10: group 1 is a legacy algorithm");
    }

    @Test
    void aPolicyThatNeedsAKeyIsWarnedOfWhileThereIsNone() {
        assertThat(unit.prints("isakmp policy 20 authentication pre-share"))
                .containsExactly(
                        "WARNING: policy 20 uses pre-share but no isakmp key is configured; it will not be offered");
        unit.configure("isakmp key k address 203.0.113.1");
        assertThat(unit.prints("isakmp policy 20 authentication pre-share")).isEmpty();
    }

    @Test
    void aKeyIsWrittenWithItsNetmaskAndReplacedByItsPeers() {
        unit.configure(
                "isakmp key first address 203.0.113.1",
                "isakmp key second address 203.0.113.1 netmask 255.255.255.255 no-xauth");
        assertThat(unit.isakmp())
                .containsExactly("isakmp key second address 203.0.113.1 netmask 255.255.255.255 no-xauth");
        assertThat(unit.running.current().under("isakmp key").get(0).masked())
                .isEqualTo("isakmp key ******** address 203.0.113.1 netmask 255.255.255.255 no-xauth");
        assertThat(unit.settings().key(PEER).orElseThrow().secret()).isEqualTo(Secret.of("second".getBytes(UTF_8)));
        unit.configure("no isakmp key address 203.0.113.1");
        assertThat(unit.isakmp()).isEmpty();
        assertThat(unit.prints("no isakmp key address 203.0.113.1").get(0)).contains("nothing to remove");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no isakmp key k address 203.0.113.1",
                "no isakmp key k addr 203.0.113.1 netmask 255.255.255.255",
                "no isakmp key addr 203.0.113.1",
                "no crypto isakmp key address 203.0.113.1 netmask 255.255.255.255",
            })
    void aKeyIsRemovedByItsPeersWhateverElseItsLineSays(String line) {
        unit.configure(
                "isakmp key k address 203.0.113.1 netmask 255.255.255.255 no-xauth no-config-mode",
                "isakmp key k address 203.0.113.0 netmask 255.255.255.0");
        assertThat(unit.prints(line)).isEmpty();
        assertThat(unit.isakmp()).containsExactly("isakmp key k address 203.0.113.0 netmask 255.255.255.0");
    }

    @Test
    void aKeyThatIsShownHasToBeThatOfThePeers() {
        unit.configure("isakmp key k address 203.0.113.1 netmask 255.255.255.255 no-xauth");
        assertThat(unit.prints("no isakmp key other address 203.0.113.1"))
                .containsExactly("WARNING: nothing to remove: isakmp key for 203.0.113.1 255.255.255.255");
        assertThat(unit.isakmp()).hasSize(1);
        assertThat(unit.refusal("no isakmp key one two 203.0.113.1")).doesNotContain("two");
        unit.configure("no isakmp key k address 203.0.113.1");
        assertThat(unit.isakmp()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no isakmp key k address 203.0.113.1 netmask 255.255.0.0",
                "no isakmp key address 203.0.113.1 netmask 255.255.0.0",
            })
    void aKeyThatWasRefusedIsRemovedLikeAnyOther(String line) {
        unit.running.merge(List.of("snmp-server contact me", "isakmp key k address 203.0.113.1 netmask 255.255.0.0"));
        assertThat(unit.isakmp()).hasSize(1);
        assertThat(unit.prints(line)).isEmpty();
        assertThat(unit.isakmp()).isEmpty();
    }

    @Test
    void theKeyWithTheLongestNetmaskIsThePeers() {
        assertThat(unit.prints("isakmp key any address 0.0.0.0 netmask 0.0.0.0").get(0))
                .contains("every peer without a key of its own");
        unit.configure(
                "isakmp key net address 203.0.113.0 netmask 255.255.255.0", "isakmp key one address 203.0.113.7");
        assertThat(unit.settings().key(PEER).orElseThrow().secret()).isEqualTo(Secret.of("net".getBytes(UTF_8)));
        assertThat(unit.settings()
                        .key(Ipv4Address.parse("203.0.113.7"))
                        .orElseThrow()
                        .secret())
                .isEqualTo(Secret.of("one".getBytes(UTF_8)));
        assertThat(unit.settings()
                        .key(Ipv4Address.parse("198.51.100.1"))
                        .orElseThrow()
                        .secret())
                .isEqualTo(Secret.of("any".getBytes(UTF_8)));
    }

    @Test
    void identityKeepaliveAndNatTraversalHaveTheirDefaults() {
        assertThat(unit.settings().identity()).isEqualTo(new Identity.Address());
        assertThat(unit.settings().options()).isEqualTo(Options.DEFAULT);
        unit.configure("isakmp identity hostname");
        assertThat(unit.settings().identity()).isEqualTo(new Identity.Hostname("pixfirewall"));
        unit.configure(
                "hostname edge",
                "domain-name example.net",
                "isakmp identity hostname",
                "isakmp keepalive 30",
                "isakmp nat-traversal",
                "isakmp enable outside");
        assertThat(unit.settings().identity()).isEqualTo(new Identity.Hostname("edge.example.net"));
        assertThat(unit.settings().options().keepalive()).contains(new Options.Keepalive(30, 2, false));
        assertThat(unit.settings().options().natTraversal()).contains(new Options.NatTraversal(20));
        assertThat(unit.settings().interfaces()).containsExactly("outside");
        unit.configure("isakmp keepalive disable");
        assertThat(unit.isakmp()).contains("isakmp keepalive disable").doesNotContain("isakmp keepalive 30");
        assertThat(unit.settings().options().keepalive()).isEmpty();
        unit.configure("isakmp identity address", "no isakmp keepalive", "clear isakmp");
        assertThat(unit.settings().options()).isEqualTo(Options.DEFAULT);
        assertThat(unit.isakmp()).containsExactly("isakmp identity address");
    }

    @Test
    void theIdentityIsWrittenAsSoonAsIkeIsEnabledTheDefaultOneToo() {
        unit.configure("isakmp enable outside");
        assertThat(unit.isakmp()).containsExactly("isakmp enable outside", "isakmp identity address");
        unit.configure("isakmp identity hostname", "isakmp enable outside");
        assertThat(unit.isakmp()).containsExactly("isakmp enable outside", "isakmp identity hostname");
        unit.configure("no isakmp identity hostname");
        assertThat(unit.isakmp()).containsExactly("isakmp enable outside", "isakmp identity address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "isakmp enable inside | interface name \"inside\" not defined",
                "isakmp policy 0 hash md5 | priority must be in the range 1-65534 (0 given)",
                "isakmp policy 10 hash crc32 | hash algorithm crc32 is not installed",
                "isakmp policy 10 group 5 | Diffie-Hellman group 5 is not installed",
                "isakmp policy 10 encryption R2D2! | \"R2D2!\" is not an encryption algorithm",
                "isakmp policy 10 lifetime 59 | lifetime must be in the range 60-2147483647 (59 given)",
                "isakmp policy 10 authentication none | none",
                "isakmp key ******** address 203.0.113.1 | pre-shared key is masked",
                "isakmp key k address 203.0.113.1 netmask 255.255.0.0 | address 203.0.113.1 has bits beyond its netmask 255.255.0.0",
                "isakmp key k address 203.0.113.1 netmask 255.0.255.0 | Invalid netmask 255.0.255.0",
                "isakmp keepalive 5 | interval must be in the range 10-3600 (5 given)",
                "isakmp identity name | name",
            })
    void badInputIsRefusedWithTheOffendingWord(String line, String message) {
        assertThat(unit.refusal(line)).startsWith("ERROR: ").contains(message);
    }

    @Test
    void aKeyThatIsTooLongIsRefusedWithoutBeingShown() {
        String key = "k".repeat(IsakmpLines.LONGEST_KEY + 1);
        assertThat(unit.refusal("isakmp key " + key + " address 203.0.113.1"))
                .isEqualTo("ERROR: pre-shared key has 129 bytes, at most 128 are allowed");
    }

    @Test
    void aPolicyWhoseTransformWaitsStaysAndSaysWhichItIs() {
        unit.running.merge(List.of(
                "isakmp policy 10 authentication pre-share", "isakmp policy 10 group 5", "isakmp policy 20 hash md5"));
        assertThat(unit.settings().policies()).extracting(Policy::priority).containsExactly(10, 20, Policy.DEFAULT);
        assertThat(unit.settings().policies())
                .extracting(Policy::lacking)
                .containsExactly(
                        Optional.of(
                                new Obstacle("Diffie-Hellman group 5 is not installed", "isakmp policy 10 group 5")),
                        Optional.empty(),
                        Optional.empty());
        assertThat(unit.prints("show isakmp policy"))
                .contains("  not offered:           Diffie-Hellman group 5 is not installed");
    }

    @Test
    void aPolicyWhoseAlgorithmsMayNotBeUsedSaysWhy() {
        unit.configure(
                "isakmp policy 10 encryption 3des", "isakmp policy 20 encryption aes", "isakmp policy 20 group 2");
        unit.transforms.govern(new TransformPolicy(
                Map.of("3des-cbc", TransformUse.ACCEPT_ONLY, "modp-768", TransformUse.WITHDRAWN), Standing.LEGACY));
        assertThat(unit.prints("show isakmp policy"))
                .filteredOn(line -> line.startsWith("  not offered"))
                .containsExactly(
                        "  not offered:           3des-cbc is accepted only",
                        "  not offered:           modp-768 is withdrawn");
        assertThat(unit.settings().policies())
                .as("they stand in their order all the same")
                .extracting(Policy::priority)
                .containsExactly(10, 20, Policy.DEFAULT);
    }

    @Test
    void aConsoleShowsWhatItChoseUntilItCloses() {
        unit.configure("debug crypto isakmp");
        assertThat(unit.prints("show debug")).containsExactly("debug crypto isakmp 1");
        say(Notice.Topic.ISAKMP, 1, "one");
        say(Notice.Topic.ISAKMP, 2, "too deep");
        say(Notice.Topic.IPSEC, 1, "of another kind");
        assertThat(unit.screen.shown).containsExactly("one");

        unit.screen.open = false;
        say(Notice.Topic.ISAKMP, 1, "two");
        assertThat(unit.prints("show debug")).isEmpty();
        assertThat(unit.debugging.isWanted(Notice.Topic.ISAKMP, 1)).isFalse();
    }

    @Test
    void debuggingIsTurnedOff() {
        unit.configure("debug crypto isakmp 2", "debug crypto ipsec", "no debug crypto isakmp");
        assertThat(unit.prints("show debug")).containsExactly("debug crypto ipsec 1");
        assertThat(unit.prints("no debug all")).containsExactly("All possible debugging has been turned off");
        assertThat(unit.prints("show debug")).isEmpty();
    }

    private void say(Notice.Topic topic, int level, String text) {
        unit.debugging.line(Notice.Debug.of(topic, level, text));
        if (unit.debugging.isWanted(topic, level)) {
            unit.debugging.doWork();
        }
    }

    @Test
    void clearEndsAllOrThoseOfOnePeer() {
        unit.configure("clear isakmp sa", "clear crypto isakmp sa 203.0.113.1");
        assertThat(unit.cleared).containsExactly(Optional.empty(), Optional.of(PEER));
    }
}
