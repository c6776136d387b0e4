// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.sallyport.config.RunningConfiguration;

/**
 * The file of the startup configuration. It holds keys: only its owner may read it. It is replaced as a whole or not at all, also
 * when the power fails; the one before is kept beside it.
 *
 * <p>Owned by the thread that holds the lock of {@link Startup}.
 */
final class StartupFile {
    /** Whatever was saved can be read again: lines, and bindings with lines of their own. */
    private static final int MAX_BYTES = 4 * RunningConfiguration.MAX_SIZE;

    private final Path path;

    StartupFile(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** Its lines; bytes that are not ASCII are left for the parser to complain about. */
    List<String> read() throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("it has more than " + MAX_BYTES + " bytes");
        }
        return Files.readAllLines(path, StandardCharsets.ISO_8859_1);
    }

    void write(List<String> lines) throws IOException {
        var folder = folder();
        var text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
        if (text.length > MAX_BYTES) {
            throw new IOException("it would have more than " + MAX_BYTES + " bytes");
        }
        if (exists()) {
            put(sibling(".previous"), Files.readAllBytes(path));
        }
        put(path, text);
        sync(folder, StandardOpenOption.READ);
    }

    /** Keeps a damaged file, keys included, under a name that nothing overwrites but the next damaged one. */
    void setAside() throws IOException {
        if (exists()) {
            Files.move(path, sibling(".damaged"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Leaves nothing of it but a note: a file that is missing may have been lost, and that means something else. */
    void erase() throws IOException {
        Files.deleteIfExists(sibling(".previous"));
        var folder = folder();
        put(path, (String.join("\n", StartupText.erased()) + "\n").getBytes(StandardCharsets.US_ASCII));
        sync(folder, StandardOpenOption.READ);
    }

    private Path folder() throws IOException {
        var folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("it has no folder");
        }
        Files.createDirectories(folder);
        return folder;
    }

    private void put(Path target, byte[] bytes) throws IOException {
        var fresh = sibling(".new");
        Files.deleteIfExists(fresh);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void sync(Path folder, StandardOpenOption option) throws IOException {
        try (var channel = FileChannel.open(folder, option)) {
            channel.force(true);
        }
    }

    private Path sibling(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
