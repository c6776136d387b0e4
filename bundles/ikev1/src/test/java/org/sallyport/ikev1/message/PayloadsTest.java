// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Bodies of payloads but SA, good and bad. */
final class PayloadsTest {
    private static Payload read(int type, String digits) throws PeerException {
        return Raw.of(type, digits).decoded().payloads().get(0);
    }

    private static void refused(int type, String digits, Notify notify) {
        assertThatThrownBy(() -> read(type, digits))
                .as("type %d: %s", type, digits.substring(0, Math.min(60, digits.length())))
                .isInstanceOfSatisfying(
                        PeerException.class, e -> assertThat(e.notification()).isEqualTo(notify));
    }

    @Test
    void aNonceHasEightTo256Bytes() throws PeerException {
        for (int length : new int[] {0, 1, 7, 257, 1000}) {
            refused(10, "ab".repeat(length), Notify.PAYLOAD_MALFORMED);
        }
        for (int length : new int[] {8, 20, 256}) {
            assertThat(read(10, "ab".repeat(length))).isEqualTo(new NoncePayload(Bytes.ofHex("ab".repeat(length))));
        }
    }

    /** CVE-2004-0220: an empty certificate request; CVE-2023-41913: a public value beyond every buffer. */
    @Test
    void valuesAreNeitherEmptyNorLongerThanTheLongestOfTheirKind() {
        refused(4, "", Notify.INVALID_KEY_INFORMATION);
        refused(4, "ab".repeat(1025), Notify.INVALID_KEY_INFORMATION);
        refused(8, "", Notify.INVALID_HASH_INFORMATION);
        refused(8, "ab".repeat(65), Notify.INVALID_HASH_INFORMATION);
        refused(9, "", Notify.INVALID_SIGNATURE);
        refused(9, "ab".repeat(2049), Notify.INVALID_SIGNATURE);
        refused(13, "ab".repeat(1025), Notify.PAYLOAD_MALFORMED);
        refused(20, "", Notify.PAYLOAD_MALFORMED);
        refused(130, "ab".repeat(65), Notify.PAYLOAD_MALFORMED);
        refused(6, "04", Notify.INVALID_CERTIFICATE);
        refused(6, "04" + "ab".repeat(32_768), Notify.INVALID_CERTIFICATE);
        refused(7, "", Notify.INVALID_CERT_AUTHORITY);
        refused(7, "04" + "ab".repeat(4096), Notify.INVALID_CERT_AUTHORITY);
    }

    @Test
    void certificatesAndRequestsAreRead() throws PeerException {
        assertThat(read(6, "0430")).isEqualTo(new CertificatePayload(4, Bytes.ofHex("30")));
        assertThat(read(7, "04")).isEqualTo(new CertificateRequestPayload(4, Bytes.EMPTY));
    }

    @Test
    void identitiesHaveTheLengthOfTheirKind() throws PeerException {
        assertThat(read(5, "011101f40a000001"))
                .isEqualTo(new IdPayload(IdType.IPV4_ADDR, 17, 500, Bytes.ofHex("0a000001")));
        assertThat(((IdPayload) read(5, "040600160a000000ffffff00")).words())
                .isEqualTo("subnet 10.0.0.0/255.255.255.0 protocol 6 port 22");
        assertThat(((IdPayload) read(5, "070000000a0000010a000009")).words()).isEqualTo("range 10.0.0.1-10.0.0.9");
        for (String bad : new String[] {
            "00000000aa",
            "0c000000aa",
            "ff000000aa",
            "010000000a0000",
            "010000000a00000001",
            "040000000a000000",
            "070000000a0000010a00000900",
            "0500000000",
            "02000000",
            "0b000000"
        }) {
            refused(5, bad, Notify.INVALID_ID_INFORMATION);
        }
        refused(5, "", Notify.PAYLOAD_MALFORMED);
        refused(5, "010000", Notify.PAYLOAD_MALFORMED);
        refused(5, "02000000" + "61".repeat(1025), Notify.INVALID_ID_INFORMATION);
        refused(5, "02000000" + "61".repeat(60_000), Notify.INVALID_ID_INFORMATION);
    }

    @Test
    void aPeersTextCannotWriteIntoALogOrAShell() throws PeerException {
        for (String text : new String[] {
            "a\nb",
            "a\u0000b",
            "a;reboot",
            "$(id)",
            "a`b",
            "a'b",
            "a\"b",
            "a b",
            "\u001b[31m",
            "a|b",
            "a\\b",
            "a%n",
            "<b>"
        }) {
            var id = IdPayload.of(IdType.FQDN, Bytes.of(text.getBytes(US_ASCII)));
            var back = (IdPayload) read(5, id.body().hex());

            assertThat(back).isEqualTo(id);
            assertThat(back.words()).matches("host name 0x[0-9a-f]+");
        }
        var plain = IdPayload.of(IdType.USER_FQDN, Bytes.of("joe@example.com".getBytes(US_ASCII)));
        assertThat(plain.words()).isEqualTo("user joe@example.com");
        assertThat(Text.printable(Bytes.ofHex("61".repeat(1000)))).hasSize(Text.LONGEST + 3);
        assertThat(Text.printable(Bytes.ofHex("00".repeat(1000)))).hasSize(Text.LONGEST + 3);
        assertThat(IdPayload.of(IdType.KEY_ID, Bytes.ofHex("610a")).words()).isEqualTo("key id 610a");
    }

    @Test
    void notificationsAreRead() throws PeerException {
        var cookies = Bytes.ofHex("11".repeat(16));
        assertThat(read(11, "00000001" + "01" + "10" + "8d28" + cookies.hex() + "00000007"))
                .isEqualTo(NotifyPayload.of(Notify.R_U_THERE, Protocol.ISAKMP, cookies, Bytes.ofHex("00000007")));
        assertThat(((NotifyPayload) read(11, "00000000" + "00" + "00" + "ffff")).known())
                .isEmpty();
        refused(11, "00000002" + "01" + "00" + "000e", Notify.DOI_NOT_SUPPORTED);
        refused(11, "ffffffff" + "01" + "00" + "000e", Notify.DOI_NOT_SUPPORTED);
        refused(11, "00000001" + "05" + "00" + "000e", Notify.INVALID_PROTOCOL_ID);
        refused(11, "00000001" + "01" + "11" + "000e" + "00".repeat(17), Notify.INVALID_SPI);
        refused(11, "00000001" + "01" + "10" + "000e" + "00".repeat(15), Notify.PAYLOAD_MALFORMED);
        refused(11, "00000001" + "01" + "00" + "00", Notify.PAYLOAD_MALFORMED);
    }

    /** CVE-2004-0221: a huge number of SPIs. */
    @Test
    void deletesNameAsManySpisAsTheySay() throws PeerException {
        var delete = (DeletePayload) read(12, "00000001" + "03" + "04" + "0002" + "11223344" + "55667788");
        assertThat(delete.spis()).containsExactly(Bytes.ofHex("11223344"), Bytes.ofHex("55667788"));
        assertThat(read(12, "00000000" + "01" + "10" + "0001" + "11".repeat(16)))
                .isInstanceOf(DeletePayload.class);

        refused(12, "00000001" + "03" + "04" + "0000", Notify.PAYLOAD_MALFORMED);
        refused(12, "00000001" + "03" + "04" + "0001", Notify.PAYLOAD_MALFORMED);
        refused(12, "00000001" + "03" + "04" + "0001" + "11".repeat(8), Notify.PAYLOAD_MALFORMED);
        refused(12, "00000001" + "03" + "04" + "ffff" + "11".repeat(4), Notify.PAYLOAD_MALFORMED);
        refused(12, "00000001" + "03" + "04" + "03e9" + "11223344".repeat(1001), Notify.PAYLOAD_MALFORMED);
        refused(12, "00000001" + "01" + "10" + "0002" + "11".repeat(32), Notify.PAYLOAD_MALFORMED);
        refused(12, "00000001" + "03" + "00" + "0001", Notify.INVALID_SPI);
        refused(12, "00000001" + "03" + "08" + "0001" + "11".repeat(8), Notify.INVALID_SPI);
        refused(12, "00000001" + "01" + "04" + "0001" + "11".repeat(4), Notify.INVALID_SPI);
        refused(12, "00000001" + "00" + "04" + "0001" + "11".repeat(4), Notify.INVALID_SPI);
        refused(12, "00000007" + "03" + "04" + "0001" + "11".repeat(4), Notify.DOI_NOT_SUPPORTED);
    }

    @Test
    void addressesOfNatTraversalAreAddresses() throws PeerException {
        assertThat(read(21, "010000000a000001"))
                .isEqualTo(new NatOriginalAddressPayload(IdType.IPV4_ADDR, Bytes.ofHex("0a000001"), false));
        assertThat(read(131, "05000000" + "20".repeat(16)))
                .isEqualTo(new NatOriginalAddressPayload(IdType.IPV6_ADDR, Bytes.ofHex("20".repeat(16)), true));
        assertThat(read(130, "ab")).isEqualTo(new NatDiscoveryPayload(Bytes.ofHex("ab"), true));
        refused(21, "020000000a000001", Notify.PAYLOAD_MALFORMED);
        refused(21, "010000000a0000", Notify.PAYLOAD_MALFORMED);
        refused(21, "010000010a000001", Notify.PAYLOAD_MALFORMED);
        refused(21, "", Notify.PAYLOAD_MALFORMED);
    }

    /** CVE-2016-1287: shorter than its own header; CVE-2009-1574: without content. */
    @Test
    void fragmentsHaveANumberAndAreNotEmpty() throws PeerException {
        assertThat(read(132, "0001" + "01" + "01" + "aa"))
                .isEqualTo(new FragmentPayload(1, 1, true, Bytes.ofHex("aa")));
        assertThat(read(132, "0001" + "02" + "00" + "aa"))
                .isEqualTo(new FragmentPayload(1, 2, false, Bytes.ofHex("aa")));
        refused(132, "", Notify.PAYLOAD_MALFORMED);
        refused(132, "000101", Notify.PAYLOAD_MALFORMED);
        refused(132, "00010101", Notify.PAYLOAD_MALFORMED);
        refused(132, "00010001aa", Notify.PAYLOAD_MALFORMED);
    }

    @Test
    void vendorsAreKnownByTheirConstants() {
        for (VendorId known : VendorId.values()) {
            assertThat(new VendorIdPayload(known).known()).contains(known);
        }
        assertThat(VendorId.of(Bytes.ofHex("12f5f28c457168a9702d9fe274cc0204"))).contains(VendorId.UNITY);
        assertThat(VendorId.of(Bytes.ofHex("4048b7d56ebce88525e7de7f00d6c2d3c0000000")))
                .contains(VendorId.FRAGMENTATION);
        assertThat(VendorId.of(Bytes.ofHex("4048b7d56ebce88525e7de7f00d6c2d3"))).contains(VendorId.FRAGMENTATION);
        assertThat(VendorId.of(Bytes.ofHex("afcad71368a1f1c96b8696fc7757010000")))
                .isEmpty();
        assertThat(VendorId.of(Bytes.EMPTY)).isEmpty();
    }
}
