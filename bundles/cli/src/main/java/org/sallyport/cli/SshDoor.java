// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.sallyport.config.Shell;
import org.sallyport.runtime.Threads;

/**
 * The SSH server of the shell: keys only, no forwarding, no files. Nobody comes in until the file of authorized keys exists; it is
 * read again whenever it changes.
 */
final class SshDoor implements AutoCloseable {
    private final SshServer server;

    /**
     * Where the door is and who may come in.
     *
     * @param host the address it listens at
     * @param port 0 for any that is free
     * @param authorizedKeys in the format of OpenSSH
     * @param hostKey made at the first start
     */
    record Settings(String host, int port, Path authorizedKeys, Path hostKey) {}

    private SshDoor(SshServer server) {
        this.server = server;
    }

    /** Opens the door. */
    static SshDoor open(Settings settings, Shell shell, Threads threads) throws IOException {
        var server = SshServer.setUpDefaultServer();
        server.setHost(settings.host());
        server.setPort(settings.port());
        server.setKeyPairProvider(hostKey(settings.hostKey()));
        server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(settings.authorizedKeys()));
        server.setPasswordAuthenticator(null);
        server.setKeyboardInteractiveAuthenticator(null);
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        server.setSubsystemFactories(List.of());
        server.setShellFactory(channel -> new SshVisit(shell, threads, null));
        server.setCommandFactory((channel, command) -> new SshVisit(shell, threads, command));
        server.start();
        return new SshDoor(server);
    }

    private static SimpleGeneratorHostKeyProvider hostKey(Path path) throws IOException {
        var folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        var provider = new SimpleGeneratorHostKeyProvider(path);
        provider.setAlgorithm("EC");
        provider.setKeySize(384);
        provider.loadKeys(null);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return provider;
    }

    /** Where it listens. */
    int port() {
        return server.getPort();
    }

    /** Ends all sessions and stops listening. */
    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
