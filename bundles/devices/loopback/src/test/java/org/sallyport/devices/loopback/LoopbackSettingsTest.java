// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopbackSettingsTest {
    private static LoopbackSettings read(String name, String value) {
        var properties = new HashMap<>(Map.of(
                LoopbackSettings.PORT,
                "4600",
                LoopbackSettings.PEER,
                "127.0.0.1:4601",
                LoopbackSettings.HOST,
                "10.1.0.10"));
        properties.put(name, value);
        return LoopbackSettings.read(properties::get);
    }

    @Test
    void readsPortPeerAndHost() {
        LoopbackSettings settings = read(LoopbackSettings.PEER, "localhost:4601");

        assertThat(settings.port()).isEqualTo(4600);
        assertThat(settings.peer()).hasToString("/127.0.0.1:4601");
        assertThat(settings.host()).hasToString("10.1.0.10");
        assertThat(LoopbackSettings.read(name -> null).port()).isEqualTo(17_001);
    }

    @Test
    void namesTheSettingThatIsWrong() {
        Map<String, String[]> wrong = Map.of(
                LoopbackSettings.PORT, new String[] {"", "0", "65536", "x", "-1", "123456"},
                LoopbackSettings.PEER,
                        new String[] {"", ":", "4601", "192.0.2.1:4601", "127.0.0.1", "127.0.0.1:", "::1:7"},
                LoopbackSettings.HOST, new String[] {"", "10.1.0", "10.1.0.10/24", "host"});
        wrong.forEach((name, values) -> {
            for (String value : values) {
                assertThatThrownBy(() -> read(name, value))
                        .as("%s=%s", name, value)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith(name);
            }
        });
    }
}
