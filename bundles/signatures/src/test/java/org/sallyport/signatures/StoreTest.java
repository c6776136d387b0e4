// SPDX-License-Identifier: Apache-2.0
package org.sallyport.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {
    @TempDir
    private Path cache;

    @Test
    void theNewestJarOfABundleIsTheOneThatRuns() throws IOException {
        var store = new Store(cache);
        Path second = kept("version0.2");
        Path tenth = kept("version0.10");
        assertThat(store.jar(7, "file:/x.jar")).contains(tenth).get().isNotEqualTo(second);

        Path refreshed = kept("version1.0");
        kept("data");

        assertThat(store.jar(7, "file:/x.jar")).contains(refreshed);
        assertThat(store.jar(8, "file:/x.jar")).isEmpty();
    }

    @Test
    void aJarThatIsOnlyReferredToIsUsedWhereItIs() throws IOException {
        assertThat(new Store(cache).jar(9, "reference:file:/opt/x.jar")).contains(Path.of("/opt/x.jar"));
    }

    private Path kept(String version) throws IOException {
        Path folder = Files.createDirectories(cache.resolve("bundle7").resolve(version));
        return Files.writeString(folder.resolve("bundle.jar"), version);
    }
}
