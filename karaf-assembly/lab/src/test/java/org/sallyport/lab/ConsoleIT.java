// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an administrator does with one appliance: types, errs, saves, restarts, and finds everything again. */
@Timeout(120)
final class ConsoleIT {
    private Path folder;
    private Appliance appliance;

    @BeforeEach
    void install() {
        folder = Laboratory.folder();
        appliance = Appliance.install(Archive.PATH, folder, "gateway", 22_231, 18_111)
                .property("sallyport.device", "loopback")
                .property("sallyport.loopback.port", "17011");
    }

    @AfterEach
    void stop() {
        appliance.close();
        Laboratory.delete(folder);
    }

    @Test
    void theConsoleAnswersSoonAfterTheStartAndTheProcessStopsClean() throws IOException {
        Duration cold = appliance.start();
        long resident = appliance.residentKilobytes();
        assertThat(appliance.terminate()).isIn(0, 143);
        Duration warm = appliance.start();
        Archive.figure("boot to an answering console: cold %.1f s, warm %.1f s; resident memory %d MB"
                .formatted(cold.toMillis() / 1e3, warm.toMillis() / 1e3, resident / 1024));
        assertThat(resident).isGreaterThan(0);
    }

    @Test
    void whatWasSavedIsThereAfterARestartAndWhatWasNotIsGone() throws IOException {
        appliance.start();
        Site site = Site.pair("esp-3des esp-sha-hmac").a();
        assertThat(appliance.paste(site.lines()).text()).doesNotContain("ERROR");
        appliance.show("write memory");
        String before = appliance.show("show running-config");
        assertThat(before)
                .contains("cipher ********")
                .doesNotContain(site.inbound().get(0).split(" ", -1)[3]);
        appliance.paste(List.of("hostname forgotten"));
        Path startup = appliance.home().resolve("etc/startup-config.pix");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(startup)))
                .isEqualTo("rw-------");
        appliance.terminate();
        appliance.start();
        awaitTransforms();
        assertThat(appliance.show("show running-config")).isEqualTo(before);
        assertThat(appliance.show("show crypto ipsec sa")).contains("spi: 0x3e9(1001)");
        assertThat(appliance.log()).doesNotContain(site.inbound().get(0).split(" ", -1)[3]);
    }

    /** A console answers while transforms are still examined; until then lines wait for them, and say so. */
    private void awaitTransforms() {
        for (int i = 0; i < 300 && appliance.show("show running-config").contains("! Inactive: transform"); i++) {
            Appliance.pause(100);
        }
    }

    @Test
    void aSyslogServerHearsOfAPacketWithAnUnknownSpi() throws IOException {
        appliance.start();
        try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(20_000);
            assertThat(appliance
                            .paste(List.of(
                                    "logging on",
                                    "logging trap warnings",
                                    "logging buffered 7",
                                    "logging host 127.0.0.1 udp/" + server.getLocalPort()))
                            .text())
                    .doesNotContain("ERROR");
            byte[] packet = ByteBuffer.allocate(40)
                    .putInt(0x4500_0028)
                    .putInt(0)
                    .putInt(0x4032_0000) // ESP
                    .putInt(0xC612_0001)
                    .putInt(0xC612_0002)
                    .putInt(0xBAD)
                    .array();
            stranger.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), 17_011));

            var heard = new DatagramPacket(new byte[2_048], 2_048);
            server.receive(heard);
            String line = new String(heard.getData(), 0, heard.getLength(), StandardCharsets.UTF_8);
            assertThat(line)
                    .isEqualTo("<164>%PIX-4-402101: decaps: rec'd IPSEC packet has invalid spi"
                            + " for destaddr=198.18.0.2, prot=50, spi=0xbad(2989)");
            assertThat(appliance.show("show logging")).contains(line.substring("<164>".length()));
        }
    }

    @Test
    void wrongLinesAreRefusedByNameAndTheRestOfThePasteApplies() {
        appliance.start();
        String printed = appliance
                .paste(List.of(
                        "hostname before",
                        "frobnicate",
                        "access-list 101 permit ip 10.0.0.0 255.0.255.0 any",
                        "nameif ethernet0 outside security0",
                        "crypto ipsec transform-set x esp-blowfish",
                        "crypto ipsec transform-set des esp-des",
                        "crypto map m 10 ipsec-manual",
                        "crypto map m 10 set transform-set des",
                        "crypto map m 10 set session-key inbound esp 255 cipher 0123456789abcdef",
                        "crypto map m 10 set session-key inbound esp 300 cipher 123456789012345",
                        "crypto map m 10 set session-key inbound esp 300 cipher abcdefghijklmnop",
                        "crypto map m 10 set session-key inbound esp 300 cipher 0123456789abcd",
                        "crypto map m 10 set session-key inbound esp 300 cipher 0101010101010101",
                        "crypto map m interface outside",
                        "crypto map other 10 ipsec-manual",
                        "crypto map other interface outside",
                        "crypto map m interface dmz",
                        "x".repeat(10_000),
                        "host\u0001name",
                        "hostname after"))
                .text();
        assertThat(printed)
                .contains("frobnicate")
                .contains("Invalid netmask 255.0.255.0")
                .contains("esp-blowfish")
                .contains("SPI must be in the range 256-4294967295")
                .contains("15 given")
                .contains("not hexadecimal digits")
                .contains("cipher key must be 16 hexadecimal digits for esp-des (14 given)")
                .contains("weak DES key")
                .contains("This crypto map is incomplete")
                .contains("crypto map \"m\" is already applied to interface outside")
                .contains("interface name \"dmz\" not defined")
                .contains("10000 characters")
                .contains("0x01");
        assertThat(appliance.show("show running-config"))
                .contains("hostname after")
                .doesNotContain("session-key")
                .doesNotContain("esp-blowfish");
        assertThat(appliance.tryConsole("c").text()).contains("ERROR: % Ambiguous command");
    }

    @Test
    void aStartupFileCutInHalfIsRefusedAsAWholeAndSaysSo() {
        appliance.start();
        appliance.paste(Site.pair("esp-3des esp-sha-hmac").a().lines());
        appliance.show("write memory");
        appliance.terminate();
        String saved = appliance.read("etc/startup-config.pix");
        appliance.write("etc/startup-config.pix", saved.substring(0, saved.length() / 2));
        appliance.start();
        assertThat(appliance.show("show version")).contains("REFUSED");
        assertThat(appliance.show("show running-config")).doesNotContain("crypto map");
    }

    @Test
    void thePixConsoleIsAlsoInTheKarafConsole() {
        appliance.start();
        assertThat(appliance.karaf("show version")).contains("Sallyport Version");
        assertThat(appliance.karaf("show version | grep Java")).contains("Java").doesNotContain("Hardware");
        appliance.karaf("hostname fromkaraf");
        assertThat(appliance.show("show running-config")).contains("hostname fromkaraf");
    }

    @Test
    void noKeyTypedInTheKarafConsoleIsKeptInItsHistory() {
        appliance
                .property("karaf.history", appliance.home().resolve("history").toString())
                .start();
        appliance.typeInKaraf(List.of(
                "hostname first",
                "crypto map m 10 set session-key inbound esp 300 cipher 0123456789ABCDEF",
                "cry map m 10 set session-key inbound esp 300 cipher 0123456789abcdef",
                "hostname last"));
        assertThat(appliance.read("history"))
                .contains("hostname first", "hostname last")
                .doesNotContainIgnoringCase("0123456789");
        assertThat(appliance.log()).doesNotContainIgnoringCase("0123456789abc");
    }
}
