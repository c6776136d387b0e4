// SPDX-License-Identifier: Apache-2.0
package org.sallyport.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeployFolderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/opt/harbor", "/home/jürgen", "/srv/my gateway", "/srv/100%", "/srv/a%20b+c", "/srv/#1;a=b"})
    void itHoldsItsFilesHoweverTheirNamesAreEscaped(String base) throws MalformedURLException {
        var folder = new DeployFolder(base + "/deploy/");
        var jar = new File(base, "deploy/a.jar");
        var beside = new File(base, "a.jar");

        assertThat(folder.holds(jar.toURI().toURL().toString())).isTrue();
        assertThat(folder.holds(jar.toURI().toASCIIString())).isTrue();
        assertThat(folder.holds("file:" + jar)).isTrue();
        assertThat(folder.holds("wrap:" + jar.toURI() + "$Bundle-Version=1")).isTrue();
        assertThat(folder.holds(new URL("file", null, jar.getPath()).toString()))
                .isTrue();
        assertThat(folder.holds(beside.toURI().toString())).isFalse();
        assertThat(folder.holds("file:" + beside)).isFalse();
        assertThat(folder.holds("mvn:org.sallyport/org.sallyport.esp/1")).isFalse();
    }
}
