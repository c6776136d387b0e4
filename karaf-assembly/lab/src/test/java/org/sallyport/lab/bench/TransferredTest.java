// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sallyport.lab.bench.Figure.Quantity;

final class TransferredTest {
    private static final String PRINTED = """
            { "intervals": [ { "sum": { "start": 0, "retransmits": 1 } } ],
              "end": {
                "sum_sent": { "start": 0, "end": 1.0, "seconds": 1.0, "bytes": 9883520, "retransmits": 27, "sender": true },
                "sum_received":	{
                  "start":	0,
                  "end":	2.0,
                  "seconds":	2.0,
                  "bytes":	6400000,
                  "sender":	false
                } } }
            """;

    @Test
    void whatCountsIsWhatArrived() {
        Transferred transferred = Transferred.of(PRINTED);
        assertThat(transferred).isEqualTo(new Transferred(6_400_000, 2.0, 27));
        assertThat(transferred.asStream().values().get(Quantity.RATE)).isCloseTo(25.6, Offset.offset(1e-9));
        assertThat(transferred.asStream().packets()).isEqualTo(4383);
        assertThat(transferred.asPackets().values().get(Quantity.PACKETS)).isEqualTo(50_000);
        assertThat(transferred.asPackets().packets()).isEqualTo(100_000);
    }

    @Test
    void aFailureSaysWhatIperfSaid() {
        assertThatThrownBy(() -> Transferred.of("{\n\t\"end\": {},\n\t\"error\": \"unable to connect\"\n}"))
                .hasMessageContaining("unable to connect");
        assertThatThrownBy(() -> Transferred.of(PRINTED.replace("6400000", "0")))
                .hasMessageContaining("nothing");
    }
}
