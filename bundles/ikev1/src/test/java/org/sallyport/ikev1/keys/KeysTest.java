// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Cookie;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.IdType;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Secret;
import org.sallyport.transforms.hmacmd5.PrfHmacMd5;
import org.sallyport.transforms.hmacsha1.PrfHmacSha1;

/** Every derivation against values that another implementation computed from the RFC's formulas. */
final class KeysTest {
    private static final Values EXPECTED = Values.of("computed.properties");
    private static final int MESSAGE_ID = 0x89ABCDEF;

    private final Phase1Values values = new Phase1Values(
            new Cookie(0x0102030405060708L),
            new Cookie(0xF1F2F3F4F5F6F7F8L),
            counting(0, 16),
            counting(100, 20),
            filled(0xAA, 96),
            filled(0xBB, 96));
    private final Secret shared =
            Secret.of(Bytes.concat(Bytes.of((byte) 0), filled(0xCC, 95)).toArray());
    private final Secret key = Secret.of("cisco1234".getBytes(US_ASCII));

    static Stream<Arguments> functions() {
        return Stream.of(Arguments.of("md5", new PrfHmacMd5()), Arguments.of("sha1", new PrfHmacSha1()));
    }

    private static Bytes counting(int from, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (from + i);
        }
        return Bytes.of(bytes);
    }

    private static Bytes filled(int value, int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return Bytes.of(bytes);
    }

    private static Secret secret(String name) {
        return Secret.of(EXPECTED.get(name).toArray());
    }

    private IsakmpKeys keys(PrfTransform prf) {
        return IsakmpKeys.preShared(prf, key, values, shared);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theFourSecretsComeFromThePreSharedKey(String hash, PrfTransform prf) {
        assertThat(keys(prf))
                .isEqualTo(new IsakmpKeys(
                        secret(hash + ".psk"),
                        secret(hash + ".psk.d"),
                        secret(hash + ".psk.a"),
                        secret(hash + ".psk.e")));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theFourSecretsComeFromTheNoncesWhereSignaturesAuthenticate(String hash, PrfTransform prf) {
        assertThat(IsakmpKeys.signatures(prf, values, shared))
                .isEqualTo(new IsakmpKeys(
                        secret(hash + ".sig"),
                        secret(hash + ".sig.d"),
                        secret(hash + ".sig.a"),
                        secret(hash + ".sig.e")));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aCiphersKeyIsCutOrMadeLonger(String hash, PrfTransform prf) {
        for (int length : new int[] {8, 24, 32}) {
            assertThat(keys(prf).cipherKey(prf, length)).isEqualTo(secret(hash + ".key" + length));
        }
        int exactly = prf.spec().outputSize();
        assertThat(keys(prf).cipherKey(prf, exactly)).isEqualTo(secret(hash + ".psk.e"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void bothSidesProveTheirIdentities(String hash, PrfTransform prf) {
        Bytes offer = counting(0, 40);
        Bytes initiator = address(1);
        Bytes responder = address(2);

        assertThat(Proof.ofInitiator(prf, keys(prf), values, new Proof.Claim(offer, initiator)))
                .isEqualTo(EXPECTED.get(hash + ".hashI"));
        assertThat(Proof.ofResponder(prf, keys(prf), values, new Proof.Claim(offer, responder)))
                .isEqualTo(EXPECTED.get(hash + ".hashR"));
    }

    private static Bytes address(int last) {
        return new IdPayload(IdType.IPV4_ADDR, 17, 500, Bytes.of((byte) 10, (byte) 0, (byte) 0, (byte) last)).body();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void messagesHaveTheirHashes(String hash, PrfTransform prf) {
        Bytes rest = counting(0, 50);
        Bytes nonce = values.initiatorNonce();

        assertThat(MessageHash.first(prf, keys(prf), MESSAGE_ID, rest)).isEqualTo(EXPECTED.get(hash + ".hash1"));
        assertThat(MessageHash.second(prf, keys(prf), MESSAGE_ID, Bytes.concat(nonce, rest)))
                .isEqualTo(EXPECTED.get(hash + ".hash2"));
        assertThat(MessageHash.third(prf, keys(prf), MESSAGE_ID, values.nonces()))
                .isEqualTo(EXPECTED.get(hash + ".hash3"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aChainOfIvsBeginsWithAHash(String hash, PrfTransform prf) {
        IvChain phase1 = IvChain.ofPhase1(prf, values, 8);
        IvChain behind = phase1.behind(Bytes.ofHex("00000000000000001122334455667788"));

        assertThat(phase1.next()).isEqualTo(EXPECTED.get(hash + ".iv"));
        assertThat(behind.next().hex()).isEqualTo("1122334455667788");
        assertThat(behind.forExchange(prf, MESSAGE_ID).next()).isEqualTo(EXPECTED.get(hash + ".iv2"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void ipsecKeysAreCutFromOneStream(String hash, PrfTransform prf) {
        Bytes spi = Bytes.ofHex("c0ffee01");
        for (boolean pfs : new boolean[] {false, true}) {
            var agreed = new IpsecKeys.QuickValues(pfs ? shared : Secret.NONE, values.nonces());
            Bytes stream = EXPECTED.get(hash + (pfs ? ".keymatPfs" : ".keymat"));

            IpsecKeys split = IpsecKeys.of(prf, keys(prf), agreed, new IpsecKeys.Wanted(Protocol.ESP, spi, 32, 20));

            assertThat(split.encryption())
                    .isEqualTo(Secret.of(stream.slice(0, 32).toArray()));
            assertThat(split.authentication())
                    .isEqualTo(Secret.of(stream.slice(32, 52).toArray()));
        }
    }

    /** CVE-2024-3652: no keying material at all. */
    @ParameterizedTest
    @MethodSource("functions")
    void anSaWithoutACipherOrWithoutAnythingHasNoKeyForIt(String hash, PrfTransform prf) {
        var agreed = new IpsecKeys.QuickValues(Secret.NONE, values.nonces());
        Bytes spi = Bytes.ofHex("c0ffee01");

        assertThat(IpsecKeys.of(prf, keys(prf), agreed, new IpsecKeys.Wanted(Protocol.ESP, spi, 0, 20))
                        .encryption()
                        .length())
                .isZero();
        assertThat(IpsecKeys.of(prf, keys(prf), agreed, new IpsecKeys.Wanted(Protocol.ESP, spi, 0, 0)))
                .isEqualTo(new IpsecKeys(Secret.NONE, Secret.NONE));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void addressesAreHashedWithTheirPort(String hash, PrfTransform prf) {
        var cookies = new NatHash.Ends(values.initiator(), values.responder());

        assertThat(NatHash.of(prf, cookies, Bytes.ofHex("c0000201"), 500)).isEqualTo(EXPECTED.get(hash + ".natD"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void keysDoNotPrintThemselves(String hash, PrfTransform prf) {
        assertThat(keys(prf).toString())
                .doesNotContain(EXPECTED.get(hash + ".psk").hex().substring(0, 8));
        assertThat(keys(prf).toString()).contains("Secret[" + prf.spec().outputSize() + " bytes]");
    }
}
