// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.Line;
import org.sallyport.config.StartupState;

class StartupTest {
    private static final String KEY = "crypto map m 10 set session-key inbound esp 300 cipher 0011223344556677";

    @TempDir
    private Path folder;

    private Path file;
    private final Unit unit = new Unit();
    private Startup startup = new Startup(unit.store, Path.of("unset"));

    @BeforeEach
    void inFolder() {
        file = folder.resolve("startup-config.pix");
        startup = new Startup(unit.store, file);
    }

    @Test
    void savingOverADamagedFileKeepsTheDamagedOne(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("startup.pix");
        Files.writeString(file, ": Saved\n:\nSallyport Version 0.1.0\nhostname lost\n");
        var startup = new Startup(new Store(), file);
        startup.load();
        assertThat(startup.state()).isInstanceOf(StartupState.Refused.class);

        startup.save();
        startup.save();

        assertThat(Files.readString(folder.resolve("startup.pix.damaged"))).contains("hostname lost");
        assertThat(startup.state()).isInstanceOf(StartupState.Loaded.class);
    }

    @Test
    void whatIsSavedIsFoundAgain() throws IOException {
        unit.with("hostname edge", "crypto map m 10 ipsec-manual", KEY);
        assertThat(startup.save().lines())
                .hasSize(3)
                .startsWith("Building configuration...")
                .endsWith("[OK]");
        assertThat(Files.readAllLines(file))
                .startsWith(": Saved", ":", "Sallyport Version 0.1.0", "hostname edge")
                .contains(KEY)
                .endsWith(": end");

        var other = new Unit();
        var second = new Startup(other.store, file);
        assertThat(second.load().lines()).isEmpty();
        assertThat(other.store.current()).isEqualTo(unit.store.current());
        assertThat(second.state()).isEqualTo(new StartupState.Loaded(3, List.of()));
    }

    @Test
    void theFileIsReadableByItsOwnerOnlyAndTheOneBeforeIsKept() throws IOException {
        unit.with("hostname first");
        startup.save();
        unit.with("hostname second");
        startup.save();
        var previous = folder.resolve("startup-config.pix.previous");
        assertThat(Files.readAllLines(previous)).contains("hostname first");
        assertThat(Files.readAllLines(file)).contains("hostname second");
        for (var each : List.of(file, previous)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aFileCutAnywhereIsRefusedAsAWhole() throws IOException {
        unit.with("hostname edge", "access-list 1 permit ip any any", KEY);
        startup.save();
        var whole = Files.readString(file, StandardCharsets.US_ASCII);
        for (int length = 0; length < whole.length() - 1; length++) {
            Files.writeString(file, whole.substring(0, length));
            var other = new Unit();
            var cut = new Startup(other.store, file);
            assertThat(cut.load().failed())
                    .as("cut after %d characters", length)
                    .isTrue();
            assertThat(cut.state()).isInstanceOf(StartupState.Refused.class);
            assertThat(other.lines()).isEmpty();
        }
    }

    @Test
    void whatWasBoundIsBoundAgainWithoutTheEditsThatFollowed() throws IOException {
        unit.with("access-list 1 permit ip any any", "crypto map m 10 ipsec-manual", "crypto map m interface outside");
        unit.with("no access-list 1", "hostname later", KEY);
        startup.save();

        var other = new Unit();
        var second = new Startup(other.store, file);
        assertThat(second.load().lines())
                .containsExactly("WARNING: outside: bound as before, without the edits that followed");
        assertThat(other.lines()).isEqualTo(unit.lines()).contains("hostname later");
        assertThat(other.bound("outside"))
                .isEqualTo(unit.bound("outside"))
                .contains("access-list 1 permit ip any any")
                .doesNotContain("hostname later", KEY);
    }

    @Test
    void whatWasBoundWaitsForItsCommandsToo() throws IOException {
        unit.with("access-list 1 permit ip any any", "crypto map m 10 ipsec-manual", "crypto map m interface outside");
        unit.with("no access-list 1");
        startup.save();

        var early = new Store();
        new Startup(early, file).load();
        early.add(new Sample());
        assertThat(early.current().binding("outside").orElseThrow().lines().lines())
                .allMatch(Line::active)
                .extracting(Line::text)
                .isEqualTo(unit.bound("outside"));
    }

    @Test
    void bindingsThatSayNothingElseAreNotStored() throws IOException {
        unit.with("access-list 1 permit ip any any", "crypto map m 10 ipsec-manual", "crypto map m interface outside");
        startup.save();
        assertThat(Files.readAllLines(file)).noneMatch(line -> line.startsWith(": bound"));
    }

    @Test
    void aFileWithBindingsCutAnywhereIsRefusedAsAWhole() throws IOException {
        unit.with("access-list 1 permit ip any any", "crypto map m 10 ipsec-manual", "crypto map m interface outside");
        unit.with("no access-list 1");
        startup.save();
        var whole = Files.readString(file, StandardCharsets.US_ASCII);
        for (int length = 0; length < whole.length() - 1; length++) {
            refused(whole.substring(0, length));
        }
        refused(whole.replace(":= access-list 1 permit", ":= access-list 1 deny"));
        refused(whole.replace(":= access-list 1 permit ip any any\n", ""));
        refused(whole.replaceFirst("(?s): bound .*boundchecksum", ": boundchecksum"));
    }

    private void refused(String text) throws IOException {
        Files.writeString(file, text);
        var other = new Unit();
        assertThat(new Startup(other.store, file).load().failed()).as(text).isTrue();
        assertThat(other.lines()).isEmpty();
        assertThat(other.store.current().bindings()).isEmpty();
    }

    @Test
    void aChangedLineIsFoundByTheChecksum() throws IOException {
        unit.with("hostname edge");
        startup.save();
        Files.writeString(file, Files.readString(file).replace("edge", "egde"));
        var other = new Unit();
        var changed = new Startup(other.store, file);
        assertThat(changed.load().lines().get(0)).contains("its checksum does not fit its lines");
        assertThat(other.lines()).isEmpty();
        assertThat(changed.state().sentence()).contains("REFUSED");
    }

    @Test
    void whatIsNotAFileIsRefused() throws IOException {
        Files.createDirectory(file);
        assertThat(startup.load().failed()).isTrue();
        assertThat(startup.state()).isInstanceOf(StartupState.Refused.class);
    }

    @Test
    void itIsKnownWhetherChangesWouldBeLost() {
        assertThat(startup.isSaved()).isTrue();
        unit.with("hostname edge");
        assertThat(startup.isSaved()).isFalse();
        startup.save();
        assertThat(startup.isSaved()).isTrue();
        unit.with("no hostname");
        assertThat(startup.isSaved()).isFalse();
    }

    @Test
    void aBindingThatIsRenewedIsAChange() {
        unit.with("access-list 1 permit ip any any", "crypto map m 10 ipsec-manual", "crypto map m interface outside");
        unit.with("no access-list 1");
        startup.save();
        assertThat(startup.isSaved()).isTrue();
        assertThat(startup.running()).startsWith(": Saved");

        unit.with("crypto map m interface outside");
        assertThat(startup.isSaved()).isFalse();
        assertThat(startup.running()).doesNotContain(": Saved");
    }

    @Test
    void aStoredBindingIsNoChange() {
        unit.with("access-list 1 permit ip any any", "crypto map m 10 ipsec-manual", "crypto map m interface outside");
        unit.with("no access-list 1");
        startup.save();
        var other = new Unit();
        var second = new Startup(other.store, file);
        second.load();
        assertThat(second.isSaved()).isTrue();
    }

    @Test
    void withoutAFileTheStateIsAbsent() {
        assertThat(startup.load().failed()).isTrue();
        assertThat(startup.state()).isEqualTo(new StartupState.Absent());
    }

    @Test
    void aFileOfAnotherHandAppliesLineByLine() throws IOException {
        Files.writeString(
                file,
                "! my gateway\r\nhostname edge\r\nhostname a b\r\n\u0001\u0002\r\n" + "x".repeat(10_000)
                        + "\r\naccess-list 1 permit ip any any \r\n");
        var reply = startup.load();
        assertThat(reply.lines())
                .containsExactly(
                        "ERROR: line 3: unexpected word \"b\"",
                        "ERROR: line 4: character 0x01 in column 1 is not printable ASCII",
                        "ERROR: line 5: line has 10000 characters, at most 4096 are allowed");
        assertThat(unit.active()).containsExactly("hostname edge", "access-list 1 permit ip any any");
        assertThat(startup.state()).isEqualTo(new StartupState.Loaded(2, reply.lines()));
    }

    @Test
    void aListingOfAPixIsTakenToo() throws IOException {
        Files.writeString(
                file, ": Saved\n:\nPIX Version 5.3(1)\nhostname pix\nfloodguard enable\nCryptochecksum:0123\n: end\n");
        startup.load();
        assertThat(unit.lines()).containsExactly("hostname pix", "floodguard enable");
        assertThat(unit.active()).containsExactly("hostname pix");
    }

    @Test
    void linesThatTurnOutWrongWhenTheirBundleComesAreReportedThen() throws IOException {
        Files.writeString(file, "hostname x\nroute o 10.0.0.0 255.0.255.0 1.1.1.1\n");
        unit.store.remove(unit.sample);
        startup.load();
        assertThat(startup.state()).isInstanceOf(StartupState.Loaded.class);
        unit.store.add(unit.sample);
        assertThat(unit.active()).containsExactly("hostname x");
        assertThat(((StartupState.Loaded) startup.state()).refused())
                .containsExactly("line 2: Invalid netmask 255.0.255.0 [route o ********]");
    }

    @Test
    void aLineThatIsTakenAfterAllIsReportedNoLonger() throws IOException {
        Files.writeString(file, "crypto ipsec transform-set t esp-aes\ncrypto map m 10 set transform-set t\n");
        assertThat(startup.load().failed()).isTrue();
        assertThat(((StartupState.Loaded) startup.state()).refused()).hasSize(2);
        unit.sample.transforms.add("esp-aes");
        unit.store.reevaluate();
        assertThat(startup.state()).isEqualTo(new StartupState.Loaded(2, List.of()));
    }

    @Test
    void inactiveLinesAreSavedToo() {
        unit.with("hostname edge", KEY);
        unit.store.remove(unit.sample);
        startup.save();
        var other = new Unit();
        new Startup(other.store, file).load();
        assertThat(other.active()).containsExactly("hostname edge", KEY);
    }

    @Test
    void listingsMaskSecretsAndSayWhetherTheyAreSaved() {
        unit.with("hostname edge", KEY);
        assertThat(startup.running()).startsWith(":", "Sallyport Version 0.1.0");
        startup.save();
        assertThat(startup.running())
                .startsWith(": Saved", ":")
                .contains("crypto map m 10 set session-key inbound esp 300 cipher ********")
                .endsWith(": end");
        assertThat(startup.stored().lines())
                .contains("crypto map m 10 set session-key inbound esp 300 cipher ********")
                .doesNotContain(KEY);
    }

    @Test
    void anInactiveLineSaysWhyInListings() {
        unit.with("crypto ipsec transform-set t esp-des");
        unit.sample.transforms.clear();
        unit.store.reevaluate();
        assertThat(startup.running())
                .containsSubsequence(
                        "crypto ipsec transform-set t esp-des", "! Inactive: transform \"esp-des\" is not installed");
    }

    @Test
    void erasingLeavesNothingButANote() throws IOException {
        unit.with("hostname edge");
        startup.save();
        startup.save();
        assertThat(startup.erase().lines()).containsExactly("[OK]");
        assertThat(startup.state()).isEqualTo(new StartupState.Erased());
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(file).hasContent(": Erased");

        assertThat(startup.stored().failed()).isTrue();
        assertThat(startup.load().lines()).containsExactly("ERROR: there is no startup configuration");
        assertThat(startup.state()).isEqualTo(new StartupState.Erased());
    }

    /** Whatever is left of a file of ours, none of it is taken. */
    @Test
    void everyPartOfAFileIsDamaged() throws IOException {
        unit.with("hostname edge", "access-list 1 permit ip any any", "hostname harbor");
        startup.save();
        var whole = Files.readString(file);
        for (int from = 1; from < whole.indexOf("Cryptochecksum"); from++) {
            Files.writeString(file, whole.substring(from));
            assertThat(startup.load().failed()).as("from %d", from).isTrue();
            assertThat(startup.state()).as("from %d", from).isInstanceOf(StartupState.Refused.class);
        }
    }

    @Test
    void aSaveThatFailsLeavesTheOldFile() throws IOException {
        unit.with("hostname old");
        startup.save();
        Files.createDirectories(folder.resolve("startup-config.pix.new/occupied"));
        unit.with("hostname fresh");
        assertThat(startup.save().failed()).isTrue();
        assertThat(Files.readAllLines(file)).contains("hostname old");
    }

    @Test
    void memoryIsMergedIntoTheRunningConfiguration() {
        unit.with("hostname edge", "access-list 1 permit ip any any");
        startup.save();
        unit.with("hostname other", "no access-list 1", "access-list 2 permit ip any any");
        assertThat(startup.load().failed()).isFalse();
        assertThat(unit.store.current().lines())
                .extracting(Line::text)
                .containsExactly("hostname edge", "access-list 1 permit ip any any", "access-list 2 permit ip any any");
    }
}
