// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Rounds;
import org.sallyport.transform.Protector.Direction;

/** The protector against the JDK's ciphers and MACs, composed here by hand. */
final class ProtectorTest {
    private static final int AAD = 8;

    private final byte[] cipherKey = Rounds.bytes(new SplittableRandom(1), 16);
    private final byte[] macKey = Rounds.bytes(new SplittableRandom(2), 20);
    private final byte[] salt = {1, 2, 3, 4};

    private Protector cipherThenMac(Direction direction, boolean authenticated) throws InvalidKeyException {
        return Protector.open(
                direction,
                new JceCipher(false),
                Secret.of(cipherKey),
                authenticated ? Optional.of(new SampleMac()) : Optional.empty(),
                authenticated ? Secret.of(macKey) : Secret.NONE);
    }

    private Protector aead(Direction direction) throws InvalidKeyException {
        return aead(direction, false);
    }

    private Protector aead(Direction direction, boolean extended) throws InvalidKeyException {
        byte[] material = Arrays.copyOf(cipherKey, 20);
        System.arraycopy(salt, 0, material, 16, 4);
        return Protector.open(
                direction, new JceCipher(true), Secret.of(material), Optional.empty(), Secret.NONE, extended);
    }

    @Test
    void aCipherAndAMacAreComposedEncryptThenAuthenticate() throws Exception {
        try (var sealer = cipherThenMac(Direction.SEAL, true);
                var opener = cipherThenMac(Direction.OPEN, true)) {
            assertThat(sealer.icvSize()).isEqualTo(12);
            Rounds.of(200, random -> {
                int at = random.nextInt(40);
                int length = 16 * random.nextInt(1, 90);
                int text = at + AAD + 16;
                byte[] buffer = Rounds.bytes(random, text + length + 12 + random.nextInt(20));
                byte[] before = buffer.clone();
                byte[] expected = before.clone();
                var cipher = Cipher.getInstance("AES/CBC/NoPadding");
                cipher.init(
                        Cipher.ENCRYPT_MODE,
                        new SecretKeySpec(cipherKey, "AES"),
                        new IvParameterSpec(before, at + AAD, 16));
                cipher.doFinal(before, text, length, expected, text);
                var mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(macKey, "HmacSHA1"));
                mac.update(expected, at, AAD + 16 + length);
                System.arraycopy(mac.doFinal(), 0, expected, text + length, 12);

                sealer.seal(buffer, at, AAD, text, length);
                assertThat(buffer).isEqualTo(expected);

                assertThat(opener.open(buffer, at, AAD, text, length)).isTrue();
                assertThat(Arrays.copyOf(buffer, text + length)).isEqualTo(Arrays.copyOf(before, text + length));
            });
        }
    }

    @Test
    void anAeadGetsItsSaltInFrontOfThePacketsIv() throws Exception {
        try (var sealer = aead(Direction.SEAL);
                var opener = aead(Direction.OPEN)) {
            assertThat(sealer.icvSize()).isEqualTo(16);
            Rounds.of(200, random -> {
                int length = random.nextInt(1, 1400);
                int text = AAD + 8;
                byte[] buffer = Rounds.bytes(random, text + length + 16);
                byte[] before = buffer.clone();
                byte[] nonce = Arrays.copyOf(salt, 12);
                System.arraycopy(before, AAD, nonce, 4, 8);
                var cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(cipherKey, "AES"), new GCMParameterSpec(128, nonce));
                cipher.updateAAD(before, 0, AAD);
                byte[] expected = before.clone();
                cipher.doFinal(before, text, length, expected, text);

                sealer.seal(buffer, 0, AAD, text, length);
                assertThat(buffer).isEqualTo(expected);
                assertThat(opener.open(buffer, 0, AAD, text, length)).isTrue();
                assertThat(Arrays.copyOf(buffer, text + length)).isEqualTo(Arrays.copyOf(before, text + length));
            });
        }
    }

    @Test
    void theHighBitsOfASequenceNumberCountAndWhatStoodInTheirPlaceComesBack() throws Exception {
        try (var sealer = aead(Direction.SEAL, true);
                var opener = aead(Direction.OPEN, true)) {
            int at = 4;
            int text = at + AAD + 8;
            byte[] before = Rounds.bytes(new SplittableRandom(3), text + 32 + 16);
            byte[] buffer = before.clone();
            sealer.seal(buffer, at, AAD, text, 32, 7);
            assertThat(Arrays.copyOf(buffer, text)).isEqualTo(Arrays.copyOf(before, text));

            byte[] later = buffer.clone();
            assertThat(opener.open(later, at, AAD, text, 32, 8)).isFalse();
            assertThat(Arrays.copyOf(later, text)).isEqualTo(Arrays.copyOf(before, text));

            assertThat(opener.open(buffer, at, AAD, text, 32, 7)).isTrue();
            assertThat(Arrays.copyOf(buffer, text + 32)).isEqualTo(Arrays.copyOf(before, text + 32));
        }
    }

    @Test
    void everyBitCounts() throws Exception {
        for (boolean aead : new boolean[] {true, false}) {
            try (var sealer = aead ? aead(Direction.SEAL) : cipherThenMac(Direction.SEAL, true);
                    var opener = aead ? aead(Direction.OPEN) : cipherThenMac(Direction.OPEN, true)) {
                int text = AAD + sealer.cipher().ivSize();
                var packet = new byte[text + 32 + sealer.icvSize()];
                sealer.seal(packet, 0, AAD, text, 32);
                for (int bit = 0; bit < packet.length * 8; bit++) {
                    byte[] forged = packet.clone();
                    forged[bit / 8] ^= (byte) (1 << bit % 8);
                    assertThat(opener.open(forged, 0, AAD, text, 32)).isFalse();
                }
                assertThat(opener.open(packet, 0, AAD, text, 32)).isTrue();
            }
        }
    }

    @Test
    void withoutAMacNothingIsAddedAndNothingChecked() throws Exception {
        try (var sealer = cipherThenMac(Direction.SEAL, false);
                var opener = cipherThenMac(Direction.OPEN, false)) {
            var packet = new byte[AAD + 16 + 32];
            sealer.seal(packet, 0, AAD, AAD + 16, 32);
            packet[0] ^= 1;

            assertThat(sealer.icvSize()).isZero();
            assertThat(opener.open(packet, 0, AAD, AAD + 16, 32)).isTrue();
            assertThat(Arrays.copyOfRange(packet, AAD, packet.length)).containsOnly(0);
        }
    }

    @Test
    void aProtectorWorksInItsDirectionOnly() throws Exception {
        var buffer = new byte[100];
        assertThatThrownBy(() -> aead(Direction.OPEN).seal(buffer, 0, 8, 16, 16))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> aead(Direction.SEAL).open(buffer, 0, 8, 16, 16))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipherThenMac(Direction.OPEN, true).seal(buffer, 0, 8, 24, 16))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipherThenMac(Direction.SEAL, true).open(buffer, 0, 8, 24, 16))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keysOfTheWrongLengthAreRefusedAndNotPrinted() {
        for (int length : new int[] {0, 3, 15, 17}) {
            Secret key = Secret.of(new byte[length]);
            for (boolean aead : new boolean[] {true, false}) {
                assertThatThrownBy(() ->
                                Protector.open(Direction.SEAL, new JceCipher(aead), key, Optional.empty(), Secret.NONE))
                        .isInstanceOf(InvalidKeyException.class);
            }
        }
        assertThatThrownBy(() -> Protector.open(
                        Direction.SEAL,
                        new JceCipher(false),
                        Secret.of(cipherKey),
                        Optional.of(new SampleMac()),
                        Secret.of(new byte[19])))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("key has 19 bytes, test-sha1 takes 20");
    }
}
