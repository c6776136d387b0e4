// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documentation's table is this code's table. Whoever changes a rule copies what this test prints. */
final class MessageTableTest {
    @Test
    void theDocumentationSaysWhatTheRulesSay() throws IOException {
        String table = Arrays.stream(MessageRule.values()).map(MessageRule::row).collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("../../docs/ikev1-messages.md"))).contains(table + "\n");
    }
}
