// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ViciTest {
    @Test
    void aRequestIsATypeANameAndKeysWithLongerValues() {
        assertThat(Vici.encode("initiate", Map.of("ike", "k0"))).containsExactly(bytes("\0\10initiate\3\3ike\0\2k0"));
        byte[] large = Vici.encode("x", Map.of("key", "v".repeat(0x102)));
        assertThat(large).startsWith(bytes("\0\1x\3\3key\1\2v")).hasSize(10 + 0x102);
    }

    @Test
    void anAnswerIsReadAsItWasWritten() {
        var values = new LinkedHashMap<String, String>();
        values.put("success", "no");
        values.put("errmsg", "e".repeat(300));
        ByteBuffer written = ByteBuffer.wrap(Vici.encode("", values));
        assertThat(Vici.decode(written.position(2))).containsExactlyEntriesOf(values);
    }

    @Test
    void whatIsInASectionIsNotRead() {
        assertThat(Vici.decode(ByteBuffer.wrap(bytes("\3\1a\0\1b\1\1s\3\1c\0\1d\2"))))
                .containsExactly(Map.entry("a", "b"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
