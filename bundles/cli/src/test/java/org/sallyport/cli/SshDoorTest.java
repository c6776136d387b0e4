// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.runtime.Threads;

/** The door over a real socket on loopback. */
class SshDoorTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final SshClient client = SshClient.setUpDefaultClient();
    private KeyPair key;
    private Rig rig;
    private SshDoor door;

    @BeforeEach
    void open() throws IOException, GeneralSecurityException {
        rig = new Rig(folder);
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        key = generator.generateKeyPair();
        var settings = new SshDoor.Settings("127.0.0.1", 0, keys(), folder.resolve("data/host-key"));
        door = SshDoor.open(settings, rig.shell, Threads.system());
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
    }

    @AfterEach
    void close() throws IOException {
        client.stop();
        door.close();
    }

    @Test
    void nobodyComesInBeforeTheKeyFileExists() {
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    @Test
    void aKeyThatIsNotInTheFileIsRefused() throws IOException, GeneralSecurityException {
        admit();
        key = KeyPairGenerator.getInstance("EC").generateKeyPair();
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    @Test
    void aCommandRunsPrivilegedAndItsFailureIsTheExitStatus() throws IOException {
        admit();
        try (var session = connect()) {
            var good = run(session.createExecChannel("show version"), "");
            assertThat(good.status).isZero();
            assertThat(good.output).startsWith("Sallyport Version");
            var bad = run(session.createExecChannel("configure terminal\nhostname a b\nhostname edge"), "");
            assertThat(bad.status).isEqualTo(1);
            assertThat(bad.output).startsWith("ERROR: unexpected word \"b\"");
            assertThat(run(session.createExecChannel("show running-config"), "").output)
                    .contains("hostname edge");
        }
    }

    @Test
    void linesOnStandardInputRunOneByOne() throws IOException {
        admit();
        try (var session = connect()) {
            var channel = session.createShellChannel();
            channel.setUsePty(false);
            var result = run(channel, "configure terminal\nhostname edge\nnonsense\naccess-list 1 permit ip any any\n");
            assertThat(result.status).isEqualTo(1);
            assertThat(result.output).startsWith("ERROR: unknown command \"nonsense\"");
        }
        assertThat(rig.store.current().lines()).hasToString("[hostname edge, access-list 1 permit ip any any]");
    }

    @Test
    void aPersonGetsAPromptHelpAndCompletion() throws IOException {
        admit();
        try (var session = connect();
                var channel = session.createShellChannel();
                var typed = new PipedOutputStream();
                var input = new PipedInputStream(typed);
                var screen = new ByteArrayOutputStream()) {
            channel.setUsePty(true);
            channel.setPtyType("dumb");
            channel.setIn(input);
            channel.setOut(screen);
            channel.open().verify(LIMIT);
            awaitPrompt(screen);
            typed.write("ena\nconf\tt\nhost\tedge\nacc 9 permit ?ip any any\nhostname it's$\"x\nexit\nexit\nexit\n"
                    .getBytes(StandardCharsets.US_ASCII));
            typed.flush();
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
            var text = screen.toString(StandardCharsets.UTF_8);
            assertThat(text)
                    .contains("Type help or '?'", "pixfirewall> ", "pixfirewall# ", "edge(config)# ", "Logoff")
                    .contains("All protocols")
                    .contains("ERROR: hostname \"it's$\"x\" must have");
            assertThat(channel.getExitStatus()).isZero();
        }
        assertThat(rig.store.current().lines()).hasToString("[hostname edge, access-list 9 permit ip any any]");
    }

    @Test
    void controlZDropsTheLineAndLeavesTheConfiguration() throws IOException {
        admit();
        try (var session = connect();
                var channel = session.createShellChannel();
                var typed = new PipedOutputStream();
                var input = new PipedInputStream(typed);
                var screen = new ByteArrayOutputStream()) {
            channel.setUsePty(true);
            channel.setPtyType("dumb");
            channel.setIn(input);
            channel.setOut(screen);
            channel.open().verify(LIMIT);
            awaitPrompt(screen);
            typed.write("ena\nconf t\nhostname kept\nhostname lost\u001ashow version\n\u001aexit\nexit\n"
                    .getBytes(StandardCharsets.US_ASCII));
            typed.flush();
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
            assertThat(screen.toString(StandardCharsets.UTF_8))
                    .contains("Sallyport Version", "kept# ", "Logoff")
                    .doesNotContain("ERROR");
        }
        assertThat(rig.store.current().lines()).hasToString("[hostname kept]");
    }

    @Test
    void thereIsNoForwardingAndNoFileTransfer() throws IOException {
        admit();
        try (var session = connect()) {
            assertThatThrownBy(() -> {
                        try (var channel = session.createDirectTcpipChannel(
                                new SshdSocketAddress("127.0.0.1", 1),
                                new SshdSocketAddress("127.0.0.1", door.port()))) {
                            channel.open().verify(LIMIT);
                        }
                    })
                    .isInstanceOf(IOException.class);
            try (var channel = session.createSubsystemChannel("sftp")) {
                channel.open().verify(LIMIT);
                assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT))
                        .contains(ClientChannelEvent.CLOSED);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("subsystem");
            }
        }
    }

    @Test
    void theHostKeyIsReadableByItsOwnerOnly() throws IOException {
        var mode = Files.getPosixFilePermissions(folder.resolve("data/host-key"));
        assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    }

    private record Result(String output, int status) {}

    private static Result run(ClientChannel channel, String input) throws IOException {
        try (channel;
                var output = new ByteArrayOutputStream()) {
            channel.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.US_ASCII)));
            channel.setOut(output);
            channel.open().verify(LIMIT);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
            return new Result(output.toString(StandardCharsets.UTF_8), channel.getExitStatus());
        }
    }

    /** What is typed before it is echoed by the terminal and not by the editor, in the middle of the banner. */
    private static void awaitPrompt(ByteArrayOutputStream screen) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!screen.toString(StandardCharsets.UTF_8).contains("> ")) {
            assertThat(System.nanoTime()).as("no prompt: %s", screen).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private ClientSession connect() throws IOException {
        var session =
                client.connect("admin", "127.0.0.1", door.port()).verify(LIMIT).getSession();
        session.addPublicKeyIdentity(key);
        session.auth().verify(LIMIT);
        return session;
    }

    private void admit() throws IOException {
        Files.writeString(keys(), PublicKeyEntry.toString(key.getPublic()) + " admin@test\n");
    }

    private Path keys() {
        return folder.resolve("authorized-keys");
    }
}
